"""Every word that a pupil reads on the page, in English.

Another language is another file beside this one with the same names; what it leaves out is shown
in English. In braces: what the program fills in.
"""

from core.checks import MESSAGES
from core.errors import AUDIO_MESSAGES

# The frame of the page

TITLE = "Yes or no?"
LEAD = "Say one word. The computer listens, looks at the sound, and tells you what it heard."
LISTEN_TAB = "Listen"
LOOK_TAB = "Look"

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

# Listen

RECORDER = "Your recording"
RECORDER_HINT = (
    "Press Record, say <em>yes</em> or <em>no</em>, press Stop. "
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
SCORES = "How well each answer fits. A word counts from the line on."
SEVERAL = "There were {count} words:"
SPAN = "{start:.2f} to {end:.2f} seconds"
ADVICE = "For your next recording"
ADVICES = MESSAGES
ERRORS = AUDIO_MESSAGES

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
LOOK_LEAD = (
    "How does a computer look at a sound? Here is your recording, step by step, up to the image "
    "that the network gets."
)
ANSWER = "answer"
SAMPLE_RATE = "sample rate"
CHANNELS = "channels"
LENGTH = "length"
SAMPLES = "samples"
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
    "These are the network's own settings: window {window:g} ms, step {hop:g} ms, {n_mels} bands."
)
NOT_AS_NETWORK = (
    "Now the settings differ from the network's own ({window:g} ms, {hop:g} ms, {n_mels} bands). "
    "Only the pictures below change; the answer does not."
)
BACK_TO_NETWORK = "Back to the network's settings"

SHAPE_WAVEFORM = "Tensor of shape {shape}: one number a sample."
SHAPE_SPECTROGRAM = "Tensor of shape {shape}: {rows} tones, {columns} columns."
SHAPE_MEL = "Tensor of shape {shape}: {rows} bands, {columns} columns."
SHAPE_MFCC = "Tensor of shape {shape}: {rows} numbers, {columns} columns."
CODE = "The same in Python (torchaudio)"
