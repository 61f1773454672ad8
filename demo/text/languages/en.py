"""Every word that a pupil reads on the page, in English.

Another language is another file beside this one with the same names; what it leaves out is shown
in English. In braces: what the program fills in.
"""

from core.errors import AUDIO_MESSAGES, CHECKPOINT_MESSAGES, TEACH_MESSAGES
from core.sound import clip
from core.sound.advice import MESSAGES

# How numbers are written

THOUSANDS = ","
DECIMAL_POINT = "."

# The frame of the page

TITLE = "Yes or no?"
LEAD = "Say one word. The computer listens, looks at the sound, and tells you what it heard."
LISTEN_TAB = "Listen"
LOOK_TAB = "Look"
LESSON = "For teachers: a lesson of 45 minutes"
LESSON_OWN_WORDS = "For teachers: a second lesson, with words of your own"

NO_SECURE_ADDRESS = (
    "<strong>The microphone is switched off here.</strong> Browsers give it only to secure "
    "addresses, and this one begins with http. Ask your teacher to start the page with a "
    "certificate (the address then begins with https), or open it on the teacher's own computer "
    "as http://localhost. Examples and your own sound files work here too."
)
MICROPHONE_REFUSED = (
    "<strong>The browser did not give the microphone.</strong> Click the small sign to the left "
    "of the page's address, allow the microphone, and press Record again. "
    "Examples and sound files work without it."
)
MICROPHONE_MISSING = (
    "<strong>No microphone was found.</strong> Plug one in and press Record again. "
    "Examples and sound files work without it."
)
MICROPHONE_FRAMED = (
    "<strong>The browser gives no microphone here,</strong> because this page stands inside "
    "another one. <a href='' target='_blank' rel='noopener'>Open the page in its own window</a>, "
    "and record there. Examples and sound files work here too."
)
SERVER_LOST = (
    "<strong>The computer that runs this page does not answer.</strong> Is it still on, and is the "
    "network there? When it answers again, reload the page."
)
UPLOAD_LARGE = (
    "<strong>This file is too large.</strong> A minute of sound is enough: choose a "
    "shorter one, or record a word of your own."
)
UPLOAD_FAILED = (
    "<strong>The recording did not reach the computer that runs this page,</strong> so there is no "
    "answer to it. Press Clear and try again; if it happens again, tell whoever started the page."
)

# Which model answers

MODEL_OWN = "<strong>Your own model answers now:</strong> {words}."
MODEL_SHIPPED = "<strong>The first model answers now:</strong> {words}."
MODEL_CHANGE = "Change to {words}"
MODEL_CHANGE_ALIKE = {"own": "Change to your own model", "shipped": "Change to the first model"}

# Listen

RECORDER = "Your recording"
CONTROLS = {  # the recorder's, where Gradio knows English alone: what their names begin with
    "Upload file": "Upload file",
    "Record audio": "Record audio",
    "Select input device": "Select input device",
    "Adjust volume": "Adjust volume",
    "Adjust playback speed": "Adjust playback speed",
    "Skip backwards": "Skip backwards",
    "Skip forward": "Skip forward",
    "Reset audio": "Reset audio",
    "Trim audio to selection": "Trim audio to selection",
}
RECORDER_HINT = (
    "Press Record, say <em>yes</em> or <em>no</em>, press Stop. "
    "The recording is forgotten when you close the page."
)
RECORDER_HINT_OWN = (  # where a model of the visit answers
    "Press Record, say one of your words ({words}), press Stop. "
    "The recording is forgotten when you close the page."
)
EXAMPLES = "No microphone? Try an example:"
EXAMPLE_NAMES = {
    "yes_low": "yes, low voice",
    "yes_high": "yes, high voice",
    "no_low": "no, low voice",
    "no_high": "no, high voice",
    "yes_then_no": "yes, then no",
    "stop": "another word",
    "seven": "a number",
    "noise": "noise",
    "silence": "silence",
}
WAITING = "Here you will read what the computer heard."
BROKEN = "Something went wrong here, and it is not your fault. Please record again."
HEARD = "I heard"
HEARD_SURELY = "Most surely I heard"
NOT_A_WORD = "It was"
NEITHER = "neither"  # the answer that is none of the words
SCORES = "How well each answer fits. A word counts from the line on."
SEVERAL = "There were {count} words:"
SPAN = "{start:.2f} to {end:.2f} seconds"
ADVICE = "For your next recording"
ADVICES = MESSAGES
ERRORS = AUDIO_MESSAGES
MODEL_ERRORS = CHECKPOINT_MESSAGES
TEACH_ERRORS = TEACH_MESSAGES
TEACH_WARNINGS = {
    "too_few": "There are only {n} tries of “{word}”. With {enough} or more, best from several "
    "people, the answer becomes surer.",
    "alike": "“{word}” and “{other}” sound alike to the computer. Say them more clearly apart, or "
    "choose another word.",
    "stray": "Try {number} of “{word}” does not sound like the others. Listen to it, and delete it "
    "if it went wrong.",
}
RECORDING = clip.UNNAMED  # in an error: one that has no file name
QUOTED = "“{word}”"  # one of several words

SURE = (  # at this score or above
    (0.97, "I am very sure"),
    (0.90, "I am quite sure"),
    (0.00, "I think so"),
)
REASONS = {
    "silence": "It was so quiet that I heard nothing.",
    "noise": "I heard a sound, but no word.",
    "other_word": "I heard another word.",
    "unsure": "It could be “{word}” ({percent}), but I am not sure enough: I need {needed}.",
    "no_pause": (
        "It could be “{word}”, but there is other sound right before or after it. I need a short "
        "pause around a word, or I must be nearly certain."
    ),
}
REASON_UNKNOWN = "I heard none of my words."
SOUNDS_LIKE = "I heard another word. It sounded a bit like “{word}”."

CHOICE = "How sure must it be?"
CHOICES = {"strict": "Strict", "balanced": "Balanced", "eager": "Eager"}
CHOICE_MEANINGS = {
    "strict": "Strict: answers only from {needed} on; misses more words.",
    "balanced": "Balanced: answers from {needed} on.",
    "eager": "Eager: answers already from {needed} on; is fooled more often.",
}

OVER = "over {percent}"
UNDER = "under {percent}"
JUDGED = "judged"

# Pictures, told to those who cannot see them

CAPTION_STORY = (
    "Above: the sound wave. Below: the same sound as an image, low tones at the bottom, "
    "high tones at the top, bright where it is loud."
)
CAPTION_WORDS = "The marked part is what I heard."
CAPTION_NEITHER = "The marked part is what I judged."
ALT_STORY = "Sound wave above and mel spectrogram below, {seconds:.2f} seconds on one time axis."
ALT_WAVEFORM = "Sound wave of {seconds:.2f} seconds."
ALT_SPECTROGRAM = "Spectrogram of the judged second, tones from 0 to 8,000 hertz."
ALT_MEL = "Mel spectrogram of the judged second."
ALT_MFCC = "MFCC of the judged second: a row for each number, a column for each moment."
ALT_LOUDEST = "It is loudest at {time:.2f} seconds near {hertz:.0f} hertz."
ALT_MARK = "“{label}” is marked from {start:.2f} to {end:.2f} seconds."

TIME_AXIS = "time (seconds)"
WAVE_AXIS = "air pressure"
TONE_AXIS = "tone (Hz)"
MFCC_AXIS = "number"
DECIBELS = "dB"

# Look

NO_RECORDING = "There is no recording yet. Make one in the Listen tab, or choose an example there."
GO_TO_LISTEN = "Go to Listen"
AIR_PART = "From air to numbers"
IMAGE_PART = "From numbers to an image"
SAMPLE_RATE = "sample rate"
CHANNELS = "channels"
LENGTH = "length"
HERTZ = "{hertz:,} Hz"
SECONDS = "{seconds:.2f} s"
MIXED = "The channels are mixed to one."
RESAMPLED = "For the network the sound is changed to {hertz:,} samples a second."

WAVEFORM = "1. Waveform"
WAVEFORM_TEXT = (
    "Sound is air that trembles. The microphone measures the air's pressure {rate:,} times a "
    "second; each measurement is one number, a <em>sample</em>. Tall means loud, flat means "
    "quiet. The network judges the marked {window:g} second: this piece is what you see below."
)
SPECTROGRAM = "2. Spectrogram"
SPECTROGRAM_TEXT = (
    "A window of {window:g} ms slides along the sound in steps of {hop:g} ms. At each step we "
    "measure how strong every tone in the window is (a <em>Fourier transform</em>) and draw it as "
    "one column: low tones at the bottom, high tones at the top, the brighter the louder."
)
MEL = "3. Mel spectrogram"
MEL_TEXT = (
    "Our ears tell low tones apart better than high ones. The mel scale does the same: it adds "
    "the tones up in {n_mels} bands, narrow at the bottom and wide at the top."
)
MEL_OF_NETWORK = (
    "<strong>This is exactly the image that the network gets</strong>: {rows} × {columns} numbers, "
    "shifted so that their average is 0."
)
MEL_CHANGED = "<strong>The image that the network gets is another one.</strong>"
EMPTY_BANDS = (
    "Empty bands: {count}. So short a window cannot tell tones apart that finely; "
    "try a longer one, or fewer bands."
)
MFCC = "4. MFCC"
MFCC_TEXT = (
    "Speech recognisers of the past went one step further. They described the shape of each "
    "column by only {n_mfcc} numbers (<em>mel-frequency cepstral coefficients</em>): number 0 for "
    "how loud it is, so large that its colour is off the scale, number 1 for more low or more "
    "high tones, the others for finer ripples. Our network does not need this step."
)
GAPS = "The steps are longer than the window: the sound between two windows is not looked at."

SETTINGS = "Change how the sound becomes an image"
WINDOW = "Window (ms)"
WINDOW_INFO = "long: tones are sharp; short: moments are sharp"
HOP = "Step (ms)"
HOP_INFO = "how far the window moves from one column to the next"
MELS = "Mel bands"
MELS_INFO = "how many rows the mel spectrogram has"
SAME_AS_NETWORK = (
    "These are the network's own settings: window {window:g} ms ({function}), step {hop:g} ms, "
    "{n_mels} bands, decibels."
)
NOT_AS_NETWORK = (
    "Now the settings differ from the network's own (window {window:g} ms ({function}), step "
    "{hop:g} ms, {n_mels} bands, decibels). "
    "Only the pictures below change; the answer does not."
)
BACK_TO_NETWORK = "Back to the network's settings"

SHAPE_WAVEFORM = "Tensor of shape {shape}: one number a sample."
SHAPE_SPECTROGRAM = "Tensor of shape {shape}: {rows} tones, {columns} columns."
SHAPE_MEL = "Tensor of shape {shape}: {rows} bands, {columns} columns."
SHAPE_MFCC = "Tensor of shape {shape}: {rows} numbers, {columns} columns."
CODE = "The same in Python (torchaudio)"

# Report card

REPORT_TAB = "Report card"
NEEDS_PYTORCH = (
    "This part needs PyTorch, which is not installed here: "
    "<code>pip install torch torchaudio captum</code>, and start the page again."
)
REPORT_LEAD = (
    "Here the computer gets marks. It took a test with people whom it had never heard before. "
    "Every number on this page comes from the files that the test wrote."
)
REPORT_LESSON = "the lesson's CNN"
REPORT_COUNTS = "{low} to {high}; {count} of {of}"
REPORT_RATES = "{low} to {high}; {count} in {hours} hours"
REPORT_NOT_MEASURED = "not measured"
REPORT_MISSING = "This figure is not there: the file {file} is missing."
REPORT_NO_METRICS = "This figure is not there: the model's file {file} holds none."
REPORT_UNREADABLE = "This figure is not there: what the evaluation wrote cannot be read."
REPORT_BROKEN = (
    "Something went wrong here, and it is not your fault. The rest of the page goes on working."
)

REPORT_RIGHT = "How often is it right?"
REPORT_RIGHT_TEXT = (
    "{name} heard {of} recordings of {words}. The light part of a bar shows how far luck could "
    "move its end, the numbers in brackets say the same (95 % interval)."
)
REPORT_SHARES = {
    "forced_choice": "It must choose one of the words, and chooses the right one",
    "accepted_and_right": "It is right, and sure enough to say so",
    "taken_for_the_wrong_word": "It says the wrong one of the words",
}

REPORT_MIXES = "What does it mix up?"
REPORT_MIXES_TEXT = (
    "A row is what was said, a column what the computer answered. Right answers stand on the "
    "diagonal; every other number counts mistakes. Press a number in a frame to hear an example."
)
REPORT_SAID = "said"
REPORT_ANSWERED = "answered “{label}”"
REPORT_HEAR = "{count:,} times “{said}” was answered with “{answered}”. Hear an example"
REPORT_EXAMPLE = "Said: “{said}”. The computer answers: “{answered}”. Examples of ours for that:"
REPORT_TAKEN = "Other words that it took for one of its own: {words}."
REPORT_TAKEN_NONE = "It took no other word for one of its own."
REPORT_TIMES = "“{word}” ({count} times)"
REPORT_ONCE = "“{word}” (once)"

REPORT_TRUST = "Does 90 % mean 90 %?"
REPORT_TRUST_TEXT = (
    "Each circle is a group of answers, the larger the more. How sure was the computer (to the "
    "right), and how often was it right (upwards)? On the line it knows itself well; below the "
    "line it is too sure. On average it is off by {error} percentage points."
)
REPORT_TRUST_SHORT = "The numbers beside the circles count the answers; few answers may mislead."
REPORT_TRUST_OTHER = "How far it is off elsewhere: {list}."
REPORT_CALIBRATIONS = {
    "clean": "in quiet rooms",
    "noisy": "in noise",
    "never-heard words": "with words that it never heard in training",
}
REPORT_POINTS = "{name} {error} points"
REPORT_SURE_AXIS = "how sure it was (%)"
REPORT_RIGHT_AXIS = "how often right (%)"
REPORT_TRUST_ALT = "Reliability diagram. {groups}"
REPORT_TRUST_GROUP = "{of} answers: {score} sure, {right} right."

REPORT_NOISE = "How much noise can it take?"
REPORT_NOISE_TEXT = (
    "To the right the noise grows: at 0 dB it is as loud as the word. It is hardest for the "
    "computer with {noise} at {snr} dB: it chooses the right word in {share}, and says so in "
    "{accepted}."
)
REPORT_NOISE_LESSON = (
    "The lesson's CNN must always choose, even where nobody said anything, so it has no dashed "
    "line."
)
REPORT_NOISE_NO_LESSON = "The lesson's CNN is not drawn: in noise it was not measured."
REPORT_NOISES = {
    "everyday": "everyday noises",
    "music": "music",
    "voices": "many voices",
    "hiss": "hiss",
}
REPORT_CHOOSES = "chooses the right word"
REPORT_SAYS = "and is sure enough to say so"
REPORT_GUESSING = "guessing"
REPORT_QUIET = "none"
REPORT_NOISE_AXIS = "word louder than noise by (dB)"
REPORT_NOISE_SHARE_AXIS = "right (%)"
REPORT_NOISE_ALT = "One curve for each kind of noise. {kinds}"
REPORT_NOISE_KIND = (
    "{noise}: the right word is chosen in {clean} without noise and in {loud} at {snr} dB."
)
REPORT_NOISE_KIND_LESSON = "The lesson's CNN: {clean} and {loud}."

REPORT_OUTSIDE = "What if it is not so easy?"
REPORT_OUTSIDE_TEXT = (
    "The same people say {words} again, in a quiet room, but not as nicely as asked for. What"
    " was accepted and right:"
)
REPORT_OUTSIDE_ROWS = {
    "pauses": "with a pause before and after",
    "start": "right at the start: {seconds} s after the recording begins",
    "end": "right at the end: {seconds} s before it stops",
    "late_start": "the first {milliseconds} ms lost: the recorder opened late",
    "tone": "a long tone just before",
    "beep": "a beep just before",
    "click": "a click just before",
    "murmur": "“mm” just before",
    "knock": "two knocks just before",
    "childlike": "a child’s voice, imitated: everything {percent} % higher",
    "overlap": "somebody else talks, too, {decibels} dB softer",
}
REPORT_STREAM = (
    "A stream of {minutes} minutes of talk and noise with {of} words in it: {missed} were "
    "missed, and {false} times it answered although nobody had said a word of its own."
)
REPORT_STREAM_OTHERS = (
    "In a published test of the same shape (MLPerf Tiny: one wake word, said 50 times in 20 "
    "minutes) the model to compare with missed {missed} and answered {false} times without cause. "
    "It had another word and other sounds, so it is no race."
)
REPORT_STREAM_NOISE = (
    "In noise, the word {decibels} dB louder: if one false alarm in an hour is allowed, it misses "
    "{often} of the words; if one in ten hours, {rare}. Published for long wake words, one false "
    "alarm in ten hours: {others}."
)

REPORT_FOOLED = "What does it fall for?"
REPORT_FOOLED_TEXT = (
    "Here nobody said {words}, and yet it sometimes answered with a word. The stricter it is, the "
    "less it is fooled, and the more words it misses."
)
REPORT_FOOLED_LESSON = (
    "There is no such dial on {name}: it answers almost everything with a word, because it cannot "
    "say neither."
)
REPORT_FALSE_ALARMS = {
    "speech": "Other people talking: false alarms in an hour",
    "noise": "Noise and music: false alarms in an hour",
    "other_words": "Single other words: taken for its own",
    "noises": "Short noises: taken for a word",
}
REPORT_FOOLED_TEST = "In the test of the first two questions it answered with a word to:"
REPORT_FOOLED_KINDS = {"other_words": "other words", "noise": "noise", "silence": "near silence"}

REPORT_TRAINED = "Who was it trained on, and on what?"
REPORT_TRAINED_TEXT = (
    "{speakers} people spoke words for it, in many rooms, with their own microphones (Speech "
    "Commands by Pete Warden and Google). It went through the sounds below {rounds} times, which "
    "took {minutes} minutes. What you say on this page is never added."
)
REPORT_RECORDINGS = "Recordings"
REPORT_WORD = "“{word}”"
REPORT_OTHER_WORDS = "other words from the same people"
REPORT_KINDS = {
    "words": "single other words of other people",
    "speech": "people talking ({minutes} minutes)",
    "noise": "noise and music ({minutes} minutes)",
}
REPORT_SYNTHETIC = "{words} by synthetic voices"
REPORT_SPEAKERS = (
    "It does not understand everybody equally well: of {n} people it understood each one's words "
    "in {mean} on average, and those of the worst tenth in {worst}."
)

REPORT_OWN = "Your own model: {words}"
REPORT_OWN_TEXT = (
    "Nobody else has tested it yet. This is how often each try was heard right by a model that "
    "was taught with all the other tries. The Teach tab shows more. With other people it will do "
    "worse than with those who taught it."
)
REPORT_OWN_LIMIT = (
    "It knows {words} as those said them who taught it. Let others teach it, too, and it hears "
    "them better."
)
REPORT_OWN_NOT_MEASURED = "Nobody has measured how often this model is right."
REPORT_CANNOT = "What can it not do?"
REPORT_LIMITS = (  # the model card says the same: core/evaluation/card.py
    "It knows {words} as the people said them whose recordings it was trained on. Children’s "
    "voices, accents and whispers were imitated by a computer, in training and in the tests: how "
    "well it hears real ones is not measured, nor is singing.",
    "It is not perfect in running speech, and can take a word that sounds alike for one of its "
    "own: see the rates above.",
    "It wants a word with a pause before and after it. In the middle of a sentence a word may be "
    "missed.",
    "The recordings say nothing of age, sex or origin of those who speak, so nothing can be said "
    "about fairness between groups.",
    "It must not decide anything that matters: no consent, no emergency, no exam.",
)


# Class tally

TALLY_TITLE = "Class tally"
TALLY_LEAD = (
    "Every try of this page is listed here. Say with one click what it should have been, and see "
    "how often the computer is right with you. The list stays on this page: it is forgotten when "
    "you close it."
)
TALLY_EMPTY = "Nothing was tried yet. Record a word, or choose an example."
TALLY_NOT_JUDGED = "Click what was really said, and the computer gets its marks."
TALLY_RIGHT = (
    "The computer was right in {count} of {of} tries: {share}. If you tried on and on, it would "
    "most likely end up between {low} and {high} (95 % interval)."
)
TALLY_TRIES = "Tries, the newest first"
TALLY_NUMBER = "try"
TALLY_TIME = "time"
TALLY_HEARD = "the computer heard"
TALLY_WAS = "it should have been"
TALLY_WAS_OF = "Try {number}: what should it have been?"
TALLY_GOOD = "right"
TALLY_BAD = "wrong"
TALLY_SCORE = "score"
TALLY_COMPARED = "Your class beside the report card"
TALLY_CLASS = "your class"
TALLY_CARD = "report card"
TALLY_WORDS = "{words}: heard right"
TALLY_OTHERS = "everything else: answered “{neither}”"
TALLY_COUNTS = "{low} to {high}; {count} of {of}"
TALLY_NONE = "not tried"
TALLY_NO_CARD = "not measured"
TALLY_MIXES = "What was mixed up in your class?"
TALLY_SAID = "said"
TALLY_ANSWERED = "answered “{label}”"
TALLY_FULL = "Only the last {most} tries are kept."
TALLY_DOWNLOAD = "Download as a table (CSV)"
TALLY_FILE = "class-tally.csv"
TALLY_CLEAR = "Clear the tally"

# Look: from air to numbers

AIR_QUESTION = "How does air become numbers?"
AIR_LEAD = (
    "Sound is air that trembles. A computer measures the air's pressure again and again, and "
    "writes down each measurement as a number. How often must it measure, and how finely? "
    "Choose, look and listen."
)
AIR_RATE = "How often: samples a second"
AIR_FILTER = "Filter first (anti-alias)"
AIR_FILTER_INFO = "takes away the tones that are too high for so few samples"
AIR_BITS = "How finely: bits a sample"
AIR_BITS_INFO = "each bit less: half as many values to choose from"
AIR_ZOOM = "Zoom in"
AIR_ZOOM_INFO = "0: the whole recording; 10: 2 thousandths of a second"
AIR_PLACE = "Where (seconds)"
AIR_PLACE_INFO = "the middle of what you see, once you have zoomed in"

AIR_RATE_ALL = (
    "<strong>{rate:,} samples a second</strong> carry every tone up to half of that, {half:,} Hz."
)
AIR_RATE_FILTERED = (
    "<strong>{rate:,} samples a second</strong> can only carry tones up to half of that. "
    "Above {half:,} Hz nothing is left: the filter took it away, and the sound gets dull."
)
AIR_RATE_ALIASED = (
    "<strong>{rate:,} samples a second</strong> can only carry tones up to half of that. "
    "Without the filter, the tones above {half:,} Hz are not gone, they come back as wrong, lower "
    "ones (<em>aliases</em>): {high:,} Hz turns into {low:,} Hz."
)
AIR_BITS_ENOUGH = (
    "<strong>{bits} bits</strong> can tell {values:,} values apart: so finely that you cannot "
    "hear the rounding."
)
AIR_BITS_HISS = (
    "<strong>{bits} bits</strong> can tell {values:,} values apart; this sound uses {used:,} of "
    "them. The rounding adds a noise {decibels:.0f} dB below the sound. As a rule, each bit less "
    "makes it 6 dB louder."
)
AIR_BITS_NOTHING_LEFT = (
    "<strong>{bits} bits</strong> can tell {values:,} values apart, and every sample is closer to "
    "0 than to the next one: only silence is left. Quiet recordings need more bits."
)
AIR_BEFORE = "Before"
AIR_AFTER = "After"
AIR_DIFFERENCE = "Only the difference"
AIR_NO_DIFFERENCE = "There is none: nothing was lost."
AIR_QUIETER = "{decibels:.0f} dB quieter than the sound."
AIR_AS_LOUD = "About as loud as the sound itself."
AIR_AMPLIFIED = "So that you can hear it, it is played {decibels:.0f} dB louder."
AIR_JOINED = (
    "The samples are played along the smoothest curve through them, the one without any tone "
    "above half the sample rate. So a wrong tone is heard as it is."
)

AIR_STRENGTH_AXIS = "strength (dB)"
AIR_HALF = "half the rate: {hertz:,} Hz"
AIR_RATE_CHOICE = "{rate:,}"
AIR_CAPTION = (
    "Above: the sound wave. Below: how strong each tone is in the whole recording. "
    "Pale: before. In front: after."
)
AIR_SEEN = "You see {milliseconds:,.4g} ms: {count:,} of {all:,} samples, from number {first:,} on."
AIR_STAIRS = "The stairs are the samples: each holds until the next."
AIR_DOTS = "Each dot is one sample; the stairs hold it until the next. The pale curve is the air."
AIR_ALT = (
    "Sound wave from {start:.3f} to {end:.3f} seconds before and after measuring; below it, how "
    "strong the tones up to {half:,} hertz are."
)
AIR_ALT_STRONGEST = "After measuring, the strongest tone is near {hertz:,.0f} hertz."

AIR_FACTS = "Your recording in numbers"
AIR_FRAMES = "frames"
AIR_OFFSET = "offset"
AIR_PEAK = "peak"
AIR_LEVEL = "mean level"
AIR_MEANS_RATE = "so many measurements a second"
AIR_MEANS_CHANNELS = "microphones at once: 1 is mono, 2 is stereo"
AIR_MEANS_LENGTH = "frames divided by sample rate"
AIR_MEANS_FRAMES = "moments that were measured, with one sample a channel"
AIR_MEANS_OFFSET = "how far the middle of the wave lay off zero; it was moved back"
AIR_MEANS_PEAK = "the highest wave; at 0 dB it would touch the ceiling"
AIR_MEANS_LEVEL = "how loud on average; 6 dB less is half as high a wave"

# Look: from numbers to an image

IMAGE_QUESTION = "How do numbers become an image?"
IMAGE_LEAD = (
    "Here is your recording, step by step, up to the image that the network gets. "
    "Change a setting and watch the pictures."
)
IMAGE_ANSWER = "The network's answer was <strong>{label}</strong>."
IMAGE_MORE = "More settings"
IMAGE_WINDOW = "Window function"
IMAGE_WINDOW_CHOICES = {
    "hann": "Hann",
    "hamming": "Hamming",
    "blackman": "Blackman",
    "rectangular": "rectangular",
}
IMAGE_WINDOW_INFO = (
    "How softly the window begins and ends. A hard edge (rectangular) adds tones that nobody "
    "spoke; the softest (Blackman) adds the fewest, but blurs the tones a little."
)
IMAGE_LEVELS = "Brightness"
IMAGE_LEVELS_CHOICES = {"decibels": "decibels", "power": "power"}
IMAGE_LEVELS_INFO = (
    "Decibels count in ratios, as our ears do. In plain power only the loudest spots can be seen."
)
IMAGE_AXIS = "Tones"
IMAGE_AXIS_CHOICES = {"hertz": "in hertz", "mel": "in mel"}
IMAGE_AXIS_INFO = (
    "For the spectrogram and the triangles. In mel, equal steps sound equally large: "
    "low tones get more room."
)
IMAGE_COLOURS = "Colours"
IMAGE_COLOURS_CHOICES = {
    "magma": "Magma",
    "viridis": "Viridis",
    "cividis": "Cividis",
    "gray": "Grey",
}
IMAGE_COLOURS_INFO = "Only for our eyes: the network gets the numbers, no colours."
IMAGE_ONLY_LOOKS = "Only the looks have changed: the numbers are still the network's own."
IMAGE_POWER = "power"
IMAGE_POWER_SHOWN = "<strong>This is plain power</strong>: all but the loudest spots are dark."
IMAGE_MEL_AXIS = "tone (Hz, mel scale)"
IMAGE_WEIGHT_AXIS = "weight"
IMAGE_ALT_BANDS = "{count} triangles side by side, each a mel band over its tones."
IMAGE_BANDS_WIDER = (
    "Each triangle is one band, and says how much each tone counts in it. They get wider because "
    "100 Hz more are a big step for our ears at 200 Hz, and hardly one at 5,000 Hz: the lowest "
    "band is {low:,.0f} Hz wide, the highest {high:,.0f} Hz."
)
IMAGE_BANDS_EQUAL = (
    "Each triangle is one band, and says how much each tone counts in it. On the mel scale all "
    "are equally wide; in hertz the lowest is {low:,.0f} Hz wide and the highest {high:,.0f} Hz."
)

IMAGE_COUNT = "Why {n_mels} numbers every {hop:g} ms?"
IMAGE_COUNT_SUM = (
    "<b>{samples:,}</b> numbers of sound ({seconds:g} s) <i>become</i> <b>{rows} × {columns}</b> "
    "(bands × columns) <i>=</i> <b>{numbers:,}</b> numbers of image"
)
IMAGE_COUNT_FEWER = "That is {times:.1f} times fewer for the network to look at."
IMAGE_COUNT_MORE = "With these settings nothing is saved: the sound itself has no more numbers."
IMAGE_COUNT_LOST = (
    "Thrown away: where in the window each wave has its crest (its <em>phase</em>), which we "
    "hardly hear; and which of the tones within one band it was, so that the melody of the voice "
    "is blurred."
)
IMAGE_COUNT_ENOUGH = (
    "What makes a word is still there. A vowel lasts about {vowel} ms: that is {columns:.0f} "
    "columns. Whether it is an “e” or an “o” is told by the tones at which the mouth resonates "
    "(its <em>formants</em>). They lie several hundred hertz apart, and bands near {tone} Hz are "
    "only {width:.0f} Hz wide."
)
IMAGE_COUNT_FEW_COLUMNS = (
    "That is too little for a word: a vowel lasts about {vowel} ms, and with such steps gets "
    "no more than {columns:.0f} columns."
)
IMAGE_COUNT_WIDE_BANDS = (
    "That is too little to tell vowels apart well: they differ in the tones at which the mouth "
    "resonates (<em>formants</em>), several hundred hertz apart, and bands near {tone} Hz are "
    "{width:.0f} Hz wide."
)

IMAGE_LISTEN = "What is left in the image?"
IMAGE_LISTEN_TEXT = (
    "We can also go back: from the {rows} × {columns} numbers of the mel spectrogram to sound. "
    "The phases that were thrown away must be guessed. The computer starts with any, and corrects "
    "them {rounds} times, until the sound makes almost the same image (<em>Griffin and Lim</em>, "
    "1984)."
)
IMAGE_LISTEN_BUTTON = "Listen to the image"
IMAGE_ORIGINAL = "The original second"
IMAGE_LEFT = "What is left in the image"
IMAGE_LISTEN_HINT = (
    "Both are equally loud. Now change the settings: with how few bands, or how long steps, do "
    "you still understand the word?"
)
IMAGE_CANNOT_LISTEN = (
    "With these settings no sound can be put together: the windows must overlap by half. "
    "Choose a step of at most {most:g} ms, or a longer window."
)

# Break it

BREAK_TAB = "Break it"
BREAK_QUESTION = "How much can it take?"
BREAK_LEAD = (
    "Put noise over your recording, or speed it up, squeeze it, send it through a telephone. "
    "Listen: do you still understand it? And does the computer?"
)
BREAK_PART = (
    "Your recording is long. Here you break {seconds:g} seconds of it, around the place where the "
    "answer comes from."
)
BREAK_KIND = "Which noise?"
BREAK_KINDS = {
    "hiss": "Hiss",
    "rain": "Rain",
    "hum": "Hum",
    "voices": "Voices",
    "music": "Music",
    "birds": "Birds",
}
BREAK_KIND_TELLS = {
    "hiss": "All tones at once, equally strong: white noise.",
    "rain": "All tones at once, the low ones stronger: pink noise.",
    "hum": "A bad plug: the mains' 50 Hz and its overtones, and all of them are low tones.",
    "voices": "A full schoolyard: six made-up voices, in syllables that mean nothing.",
    "music": "Made-up notes, each with overtones, as a voice has them.",
    "birds": "Made-up whistling: a single tone that comes, goes and glides.",
}
BREAK_LEVEL = "How loud is the noise? (dB over your voice)"
BREAK_LEVEL_INFO = "−40: no noise. 0: as loud as your voice. +20: its waves are ten times as tall."
BREAK_OTHERS = "What else can happen to a sound"
BREAK_SPEED = "Speed (times)"
BREAK_SPEED_INFO = "1: as it was"
BREAK_PITCH = "Pitch (semitones)"
BREAK_PITCH_INFO = "0: as it was; 12: an octave"
BREAK_SHIFT = "Shift (seconds)"
BREAK_SHIFT_INFO = "0: as it was; 0.1: later"
BREAK_ECHO = "Echo (seconds)"
BREAK_ECHO_INFO = "0: none; 3: a church"
BREAK_VOLUME = "Volume (dB)"
BREAK_VOLUME_INFO = "0: as it was; −20: a tenth"
BREAK_CLIPPING = "Clipping (dB too loud)"
BREAK_CLIPPING_INFO = "0: none; 20: tops cut off"
BREAK_MP3 = "MP3 (kbit/s)"
BREAK_MP3_INFO = "64: not squeezed"
BREAK_TELEPHONE = "Telephone"
BREAK_TELEPHONE_INFO = "off: as it was; on: only 300 to 3,400 Hz"
BREAK_REVERSED = "Reversed"
BREAK_REVERSED_INFO = "off: as it was; on: from end to start"
BREAK_RESET = "Reset all"
BREAK_FIND = "Find the weakest spot"
BREAK_SEARCHING = "I try every change, each alone, first a little, then more …"
BREAK_FOUND = (
    "<strong>The weakest spot: {change}.</strong> That is {share:.0f}\N{NO-BREAK SPACE}% of the "
    "slider's way. Then the answer is no longer “{answer}” but “{other}”. The controls now stand "
    "there: listen!"
)
BREAK_NOT_FOUND = (
    "<strong>Nothing breaks it.</strong> I tried every change alone, from a little up to the end "
    "of its slider: the answer stays “{answer}”. Try several together!"
)
BREAK_AMOUNTS = {
    "reversed": "reversed",
    "speed": "speed {amount:g} times",
    "pitch": "pitch {amount:+g} semitones",
    "shift": "shifted by {amount:+g} s",
    "echo": "echo of {amount:g} s",
    "hiss": "hiss at {amount:+g} dB",
    "rain": "rain at {amount:+g} dB",
    "hum": "hum at {amount:+g} dB",
    "voices": "voices at {amount:+g} dB",
    "music": "music at {amount:+g} dB",
    "birds": "birds at {amount:+g} dB",
    "volume": "volume {amount:+g} dB",
    "clipping": "clipping of {amount:g} dB",
    "telephone": "telephone",
    "mp3": "MP3 with {amount:g} kbit/s",
}
BREAK_CHANGED = "Changed: {changes}."
BREAK_UNCHANGED = "Nothing is changed: this is your recording."
BREAK_SORRY = "Something went wrong here, and it is not your fault. Try another setting."
BREAK_LISTEN = "The sound that the computer gets"

BREAK_CHART = "Where does it give up?"
BREAK_CHART_TELL = (
    "How loud may the noise get before the answer changes? Guess first! Then let the computer try "
    "every level, with all other changes as they are now."
)
BREAK_CHART_TRY = "Try every level"
BREAK_CHART_TRYING = "I try one level after the other …"
BREAK_HOLDS = "It holds “{answer}” until {loud} ({level} dB). Then it says “{other}”."
BREAK_AS_LOUD = "the noise is as loud as your voice"
BREAK_LOUDER = "the noise's waves are {times:.1f} times as tall as your voice's"
BREAK_SOFTER = "the noise's waves are {percent:.0f}\N{NO-BREAK SPACE}% as tall as your voice's"
BREAK_NEVER = (
    "It holds “{answer}” at every level, even when the noise's waves are {times:.0f} times as tall "
    "as your voice's."
)
BREAK_BACK = "In still louder noise it changes its mind again."
BREAK_ALREADY = "The other changes alone make it say “{answer}”."
BREAK_CHART_CAPTION = (
    "To the right the noise gets louder; all other changes stay as you set them. A word counts "
    "while its line is above the level line and no other sound is right beside it. Where the "
    "background is darker, it has given up."
)
BREAK_CHART_CAPTION_HELD = (
    "To the right the noise gets louder; all other changes stay as you set them. A word counts "
    "while its line is above the level line and no other sound is right beside it."
)
BREAK_CHART_ALT = "Scores over the level of the noise ({noise}). {scores} {sentence}"
BREAK_CHART_ALT_SCORES = "At {level} dB: {list}."
BREAK_CHART_ALT_QUIET = "Without noise: {list}."
BREAK_LEVEL_AXIS = "noise over your voice (dB)"
BREAK_SCORE_AXIS = "score (%)"
BREAK_NO_NOISE = "none"
BREAK_NEEDED = "needed: {needed}"
BREAK_NOW = "now"
BREAK_GIVES_UP = "gives up"

BREAK_SEEN = "What is left of the sound"
BREAK_SEEN_CAPTION = (
    "The changed sound as a wave and as an image. The louder the noise, the more of the word's "
    "image drowns in it."
)

# Explain

EXPLAIN_TAB = "Explain"
EXPLAIN_LEAD = (
    "The network looked at an image of one second of your sound. Which part of it decided? "
    "Colour shows where it found something that speaks for a word; the stronger, the more."
)
EXPLAIN_WHY = "Why “{label}”?"
EXPLAIN_BECAUSE = "“{word}” because"
EXPLAIN_METHOD = "How to find out"
EXPLAIN_METHODS = {
    "integrated_gradients": "fade it in",
    "occlusion": "cover it up",
}
EXPLAIN_METHOD_TEXTS = {
    "integrated_gradients": (
        "<strong>Fade it in</strong> (Integrated Gradients): the image appears out of silence in "
        "{steps} small steps. At each step we ask which numbers move the answer if they grow a "
        "little, and add that up. All parts together, for and against, make up the whole answer."
    ),
    "occlusion": (
        "<strong>Cover it up</strong> (occlusion): a patch of the image is made silent, and the "
        "network looks again; then the next patch, until every spot was covered. Where covering "
        "hurts a word most, its colour is strongest."
    ),
}
EXPLAIN_MOST = "For “{word}” most spoke at {time:.2f} seconds, near {hertz:,} Hz."
EXPLAIN_HARDLY = "Hardly anything spoke for “{word}”."
EXPLAIN_NEITHER = "So neither word could convince the network."
EXPLAIN_TRUST = "When should you not trust these pictures?"
EXPLAIN_TRUST_TEXT = (
    "The two ways may disagree, because they ask different questions: one looks at single "
    "numbers, the other at whole patches, and where two parts say the same, covering only one "
    "changes little. Both show what <em>this</em> network used, not what makes a “yes” a “yes”: "
    "another network may look elsewhere. Believe a spot when both ways show it, and when the two "
    "experiments below agree."
)
EXPLAIN_CAPTION = "Grey: the image, the darker the louder. Colour: what spoke for the word."
EXPLAIN_CAPTION_DARK = "Grey: the image, the brighter the louder. Colour: what spoke for the word."
EXPLAIN_ALT = (
    "The judged second as sound wave and as image, once for each word, with what spoke for that "
    "word coloured."
)
EXPLAIN_TIME_AXIS = "time in the judged second (s)"
EXPLAIN_SILENCE = (
    "In this recording nothing could be heard, so the network was not even asked. There is nothing "
    "to explain. Record a word, or choose an example in the Listen tab."
)
EXPLAIN_SORRY = (
    "Something went wrong here, and it is not your fault. The rest of the page goes on working."
)

EXPLAIN_ONLY = "Is that enough?"
EXPLAIN_ONLY_TEXT = (
    "Now everything is muted except the parts that spoke most for “{word}”. Can you still "
    "understand it? Can the network?"
)
EXPLAIN_SHARE = "How much of the image is left (%)"
EXPLAIN_SHARE_INFO = "the parts that spoke most come first"
EXPLAIN_ONLY_LISTEN = "Only the parts that mattered"
EXPLAIN_ONLY_CAPTION = "Bright: what is left. The rest is muted."
EXPLAIN_ONLY_ALT = (
    "What is left: {percent:.0f} percent of the image, from {start:.2f} to {end:.2f} seconds."
)
EXPLAIN_ONLY_NOTHING = "Nothing spoke for “{word}”, so nothing is left."

EXPLAIN_MUTE = "Mute a part yourself"
EXPLAIN_MUTE_TEXT = (
    "Take something away and see whether the computer changes its mind. What is the smallest part "
    "that it cannot do without?"
)
EXPLAIN_FROM = "Mute from (seconds)"
EXPLAIN_FROM_INFO = "where the muted part begins"
EXPLAIN_TO = "until (seconds)"
EXPLAIN_TO_INFO = "drag this to the right to begin"
EXPLAIN_LOW = "tones from (Hz)"
EXPLAIN_LOW_INFO = "0: from the lowest on"
EXPLAIN_HIGH = "tones up to (Hz)"
EXPLAIN_HIGH_INFO = "all the way to the right: up to the highest"
EXPLAIN_RESET = "Mute nothing"
EXPLAIN_MUTE_LISTEN = "With the muted part"
EXPLAIN_MUTE_ALT = "Muted: {start:.2f} to {end:.2f} seconds, {low:,.0f} to {high:,.0f} hertz."
EXPLAIN_MUTE_NOTHING = "Nothing is muted yet."

EXPLAIN_STAYS = "The answer stays"
EXPLAIN_CHANGES = "The answer was “{before}”. Now it is"
EXPLAIN_SCORES = "The scores, before (pale) and now"
EXPLAIN_BEFORE = "before"
EXPLAIN_NOW = "now"
EXPLAIN_ANSWER = "answer"

EXPLAIN_STAGES = "What does each stage of the network see?"
EXPLAIN_STAGES_TEXT = (
    "The image goes through the network from stage to stage. Each stage makes many small images of "
    "it, one for each thing that it has learned to look for. Here are a few, the liveliest ones."
)
EXPLAIN_STAGE_NAMES = {
    "image": "Image",
    "stem": "First look",
    "stage_1": "Stage 1",
    "stage_2": "Stage 2",
    "stage_3": "Stage 3",
    "stage_4": "Stage 4",
    "head": "All tones together",
    "scores": "Scores",
    "conv1": "First layer",
    "conv2": "Second layer",
    "fc1": "Third layer",
}
EXPLAIN_STAGE_TEXTS = {
    "image": "One second of sound: time to the right, tones upwards, bright is loud.",
    "stem": "Edges: where a tone begins, ends, rises or falls.",
    "stage_1": "Every point looks at its neighbours: edges can become small shapes.",
    "stage_2": "Coarser in tone, further in time: about as far as one speech sound.",
    "stage_3": "Coarser still, and further: how one speech sound follows another.",
    "stage_4": "Every column can look half a second to both sides: over the whole word.",
    "head": "The rows are joined: one row for each thing it looks for, over time.",
    "scores": "The average over time makes one score for every class. The highest wins.",
    "conv1": "Edges: where a tone begins, ends, rises or falls.",
    "conv2": "Edges next to each other become shapes.",
    "fc1": "Everything together in a few numbers: bright ones found what they look for.",
}
EXPLAIN_SHAPE_IMAGE = "{rows} × {columns} numbers"
EXPLAIN_SHAPE = "{channels} images of {rows} × {columns}"
EXPLAIN_SHAPE_NUMBERS = "{rows} numbers"
EXPLAIN_SHAPE_SCORES = "{channels} scores"
EXPLAIN_STAGE_ALT = "{name}, image {number} of {channels}."
EXPLAIN_STAGE_ALT_ALL = "{name}, all of it."


# Live

LIVE_TAB = "Live"
LIVE_TITLE = "Think of an animal. I guess it!"
LIVE_LEAD = "I ask, you answer aloud, without any button: yes or no. Meanwhile you see what I hear."
LIVE_START = "Start listening"
LIVE_STOP = "Stop"
LIVE_PRIVATE = "Your sound is heard and forgotten at once. Nothing of it is stored."
LIVE_PICTURE = "What is heard just now, as an image that moves on; below it, a line a word."
LIVE_LEGEND = (
    "Above: the sound as an image. Below: how well each word fits. "
    "At the dashed line a word counts."
)
LIVE_WORDS = "Words that I heard"
LIVE_NO_WORDS = "Each word appears here as soon as you have said it."
LIVE_HEAR = "Hear it"
LIVE_EXPLAIN = "Explain it"
LIVE_FULL = (
    "<strong>I cannot listen to more people at once.</strong> Wait until somebody stops, and "
    "press Start listening again."
)
LIVE_SILENT = (
    "<strong>I stopped listening,</strong> because nobody spoke for five minutes. Press Start "
    "listening to go on."
)
LIVE_CLOSED = (
    "<strong>The connection ended.</strong> Press Start listening to go on. If that does not "
    "help, reload the page."
)
LIVE_SAY = "Say “{confirm}” or “{decline}”, or press it."
LIVE_QUESTION = "Question {number}"
LIVE_GUESS = "I guess"
LIVE_IS_IT = "Is it {animal}?"
LIVE_STAGES = {  # what is small, and what is large
    "ready": ("Think of an animal, and tell nobody", "Ready? Say “{confirm}”."),
    "won": ("I guessed it!", "Once more?"),
    "lost": ("You won", "I do not know your animal. Teach me!"),
    "learned": ("Thank you, now I know it", "Once more?"),
}
LIVE_TEACH_ANIMAL = "Which animal was it?"
LIVE_TEACH_ANIMAL_EXAMPLE = "a bat"
LIVE_TEACH_QUESTION = "What may I ask, so that yes means your animal, and no means {animal}?"
LIVE_TEACH_QUESTION_EXAMPLE = "Does it hang upside down?"
LIVE_TEACH = "Teach it"
LIVE_AGAIN = "Play again"
LIVE_STEPS = ("1. Sound → word", "2. Word → meaning", "3. Meaning → action")
LIVE_BUTTON = "a button"
LIVE_INTENTS = {
    "confirm": "They agree",
    "decline": "They do not agree",
    "not_understood": "Not understood",
}
LIVE_ACTIONS = {
    "ask": "I ask the next question",
    "guess": "I guess the animal",
    "win": "I am glad",
    "give_up": "I give up and want to learn",
    "begin": "I wait for the next game",
    "repeat": "Please say it again!",
    "wait": "I wait for what you write",
}


# Teach

TEACH_TAB = "Teach"
TEACH_PART = "Your own words"
TEACH_TITLE = "Teach me your own words"
TEACH_LEAD = (
    "Write down two to eight words, in any language. Then say each of them a few times. "
    "I learn them within seconds."
)
TEACH_WORD = "A word of your own"
TEACH_EXAMPLES = ("hello", "goodbye", "maybe", "please", "thanks", "left", "right", "again")
TEACH_ADD = "One more word"
TEACH_REMOVE = "Remove this word"
TEACH_GOAL = "Tries of each word"
TEACH_RECORD = "Record"
TEACH_PAUSE = "Pause"
TEACH_HOLD = "Hold to record"
TEACH_FILES = "Files"
TEACH_TRAIN = "Teach!"
TEACH_OPEN = "Open a model or a zip"
TEACH_FORGET = "Delete everything"
TEACH_FORGET_SURE = "Delete all words and recordings?"
TEACH_PRIVATE = (
    "Your recordings are kept in memory only, and are forgotten when you close the page."
)
TEACH_READY = "Get ready …"
TEACH_NOW = "Say it now!"
TEACH_HEARING = "I am listening …"
TEACH_GOT = "Got it."
TEACH_NOTHING = "I heard nothing. Say it again!"
TEACH_STOPPED = "I heard nothing. Is the microphone on, and near enough? Then press Record again."
TEACH_NAMES = "First write down at least two words."
TEACH_PROGRESS = "{done} of {all}"
TEACH_ROOMS = {
    "quiet": "The room is quiet.",
    "fine": "The room is not quite quiet; that is fine.",
    "loud": "The room is loud: come close to the microphone.",
}
TEACH_HEAR = "Hear try {number} of “{word}”."
TEACH_DELETE = "Delete try {number} of “{word}”."
TEACH_STRAY = "It does not sound like the others."
TEACH_CHANGED = "Words or tries have changed since. Press Teach again to use them."
TEACH_RESULT = "This is how well I have learned it"
TEACH_RIGHT = (
    "I heard {count} of your {of} tries right: {share}. Each was judged by a model that had "
    "learned all the others. With many more tries it would most likely end up between {low} and "
    "{high} (95 % interval)."
)
TEACH_WELL = "No word stands out as difficult. Now try it with somebody who did not teach it!"
TEACH_HELP = "What would help"
TEACH_TRY = "Try it"
TEACH_MIXES = "What do I mix up?"
TEACH_MIXES_TEXT = "Press a number to hear its tries."
TEACH_SAID = "said ↓, answered →"
TEACH_MAP = "A map of your tries"
TEACH_MAP_TEXT = (
    "Each point is a try. What sounds alike to me lies close together. Press a point to hear it; "
    "a ring marks a try that I did not hear right."
)
TEACH_POINT = "Try {number} of “{word}”, heard as “{answer}”."
TEACH_TAKE = "Take it home"
TEACH_TAKE_TEXT = (
    "Drop the file onto this page another day, or open it in Python with load(). The zip holds "
    "your voices: give it to nobody who should not have them."
)
TEACH_TAKE_ZIP = "Model with recordings (zip)"
TEACH_TAKE_MODEL = "Model alone"
TEACH_TAKE_ONNX = "Model for other programs (ONNX)"
TEACH_FILE = "my-words"


# From the beginning

BEGIN_TAB = "From the beginning"
BEGIN_QUESTION = "How does a computer learn to hear?"
BEGIN_LEAD = (
    "Here a network begins that knows nothing: all its numbers are random. It hears recordings, "
    "guesses, is told the right answer, and changes its numbers a little. Watch it."
)
BEGIN_EXAMPLES = "It learns from {n} recordings of 27 synthetic voices. 9 other voices test it."
BEGIN_FOLDER = (
    "There are {n:,} recordings to learn from, in the folder that this page was started with. "
    "Other voices test it."
)
BEGIN_NETWORK = "Network"
BEGIN_NETWORKS = {"bc-resnet": "ours", "lesson": "the lesson's CNN"}
BEGIN_NETWORK_TELLS = {
    "bc-resnet": "BC-ResNet, narrower than on the other tabs. It learns the words, and what is "
    "neither.",
    "lesson": "It learns nothing but the words, as in the lesson: it can never say “neither”.",
}
BEGIN_RATE = "Learning rate"
BEGIN_RATE_TELLS = (
    "How far each number is moved at each step. Too little takes forever; too much, and it runs "
    "past what it is looking for."
)
BEGIN_AUGMENT = "Augmentation"
BEGIN_AUGMENT_CHOICES = {"on": "on", "off": "off"}
BEGIN_AUGMENT_TELLS = {
    "on": "It hears each recording a little differently each time: faster, in noise, with echo.",
    "off": "It hears each recording exactly the same each time.",
}
BEGIN_EPOCHS = "Epochs"
BEGIN_EPOCHS_INFO = "How often it hears all recordings"
BEGIN_RECORDINGS = "Recordings"
BEGIN_RECORDINGS_INFO = "How many it learns from, at most"
BEGIN_START = "Start training"
BEGIN_STOP = "Stop here"
BEGIN_CANCEL = "Cancel"
BEGIN_EMPTY = "Choose, and press Start training. Two curves will grow here."
BEGIN_PHASES = {
    "waiting": "Others are training just now. Your turn comes.",
    "reading": "It reads the recordings …",
    "training": "Epoch {epoch}",
    "comparing": "It takes a test, and the finished model takes the same …",
}
BEGIN_SECONDS_LEFT = "about {seconds} seconds left"
BEGIN_MINUTES_LEFT = "about {minutes:.1f} minutes left"
BEGIN_ACCURACY = "Accuracy: how many answers are right"
BEGIN_LOSS = "Loss: how far off the answers are"
BEGIN_TRAINING = "recordings that it learns from"
BEGIN_VALIDATION = "voices that it never heard"
BEGIN_GUESSING = "guessing"
BEGIN_EPOCH_AXIS = "epoch"
BEGIN_ALT_LINE = "{kind}, epoch by epoch: {values}."
BEGIN_STORY = "What happened?"
BEGIN_LEARNED = (
    "It began with guessing. In the end it was right with {accuracy} of the recordings of voices "
    "that it never heard ({right} of {of})."
)
BEGIN_NOT_LEARNED = {
    "any": "It learned nothing that guessing would not give. Try another learning rate, more "
    "epochs or more recordings.",
    "lesson": "It learned nothing that guessing would not give. That happens to the lesson's "
    "network: where its last layer says nothing but zeros, nothing tells it how to become better. "
    "Try another learning rate, or more recordings.",
}
BEGIN_BY_HEART = (
    "<strong>It began to learn by heart:</strong> after epoch {epoch} the loss on new voices went "
    "up again, while on its own recordings it went on falling. That is called overfitting."
)
BEGIN_GAP = (
    "<strong>It knows its own recordings better than new voices:</strong> {own} against {new}. "
    "It has partly learned these recordings by heart, and not the words. That is called "
    "overfitting."
)
BEGIN_GAP_HELP = {
    "on": "More recordings by more voices would help.",
    "off": "Try it with augmentation, or with more recordings: then there is less that can be "
    "learned by heart.",
}
BEGIN_UNFINISHED = "It was still getting better at the end: more epochs may help."
BEGIN_GOOD = "The two curves stay close together: what it learned holds for new voices, too."
BEGIN_GOOD_TRY = {
    "on": "Now try it without augmentation, or with fewer recordings.",
    "off": "Now try it with fewer recordings.",
}
BEGIN_KEPT = "The numbers of epoch {epoch} are kept, where the loss on new voices was lowest."
BEGIN_STOPPED = "Stopped. Nothing was kept."
BEGIN_BROKEN = "Something went wrong here, and it is not your fault. Please try again."
BEGIN_COMPARE = "Beside the finished model"
BEGIN_COMPARED = (
    "Both heard the same {n} recordings of voices that the new one never learned from. The "
    "finished one learned from tens of thousands of recordings, for hours."
)
BEGIN_NOT_COMPARED = "This page's own model knows other words, so the two cannot be compared."
BEGIN_OWN = "the new one"
BEGIN_SHIPPED = "the finished one"
BEGIN_FALSE = "Another word was said, and it answers nevertheless"
BEGIN_USE = "Use this model"
BEGIN_USED = (
    "<strong>From now on the new model answers,</strong> on Listen and in all tabs. Record a word "
    "there. The bar at the top changes back."
)


# The page without a server: demo/static

LANGUAGE_NAME = "English"
STATIC_LANGUAGE = "Language"
STATIC_LOADING = "One moment …"
STATIC_RECORD = "Record"
STATIC_STOP = "Stop"
STATIC_OPEN = "Open a sound file"
STATIC_LIVE = "Listen live"
STATIC_LIVE_STOP = "Stop listening"
STATIC_LIVE_HINT = "I am listening. Say <em>yes</em> or <em>no</em> whenever you like."
STATIC_LIVE_WORDS = "What I heard"
STATIC_PRIVACY = (
    "Everything happens inside this page. Nothing that you say leaves this device, and "
    "nothing is kept."
)
STATIC_CANNOT = (
    "<strong>This browser is too old for this page.</strong> Please open it in a current "
    "Firefox, Chrome, Edge or Safari."
)
