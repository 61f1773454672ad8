"""Every word that a pupil reads on the page, in German."""

# How numbers are written

THOUSANDS = "."
DECIMAL_POINT = ","

# The frame of the page

TITLE = "„Yes“ oder „no“?"
LEAD = (
    "Sag ein englisches Wort. Der Computer hört zu, sieht sich den Klang an und sagt dir, was er "
    "gehört hat."
)
LISTEN_TAB = "Hören"
LOOK_TAB = "Sehen"
LESSON = "Für Lehrkräfte: eine Unterrichtsstunde von 45 Minuten"
LESSON_OWN_WORDS = "Für Lehrkräfte: eine zweite Stunde, mit eigenen Wörtern"

NO_SECURE_ADDRESS = (
    "<strong>Das Mikrofon ist hier ausgeschaltet.</strong> Browser geben es nur für sichere "
    "Adressen frei, und die Adresse dieser Seite beginnt mit http. Bitte deine Lehrerin oder "
    "deinen Lehrer, die Seite mit einem Zertifikat zu starten (dann beginnt die Adresse mit https) "
    "oder sie auf dem eigenen Computer als http://localhost zu öffnen. Beispiele und deine eigenen "
    "Tondateien funktionieren auch hier."
)
MICROPHONE_REFUSED = (
    "<strong>Der Browser hat das Mikrofon nicht freigegeben.</strong> Klick auf das kleine Zeichen "
    "links neben der Adresse der Seite, erlaube das Mikrofon und drück noch einmal auf "
    "„Aufnehmen“. Beispiele und Tondateien funktionieren auch ohne."
)
MICROPHONE_MISSING = (
    "<strong>Es wurde kein Mikrofon gefunden.</strong> Steck eines an und drück noch einmal auf "
    "„Aufnehmen“. Beispiele und Tondateien funktionieren auch ohne."
)
MICROPHONE_FRAMED = (
    "<strong>Hier gibt der Browser kein Mikrofon frei,</strong> weil diese Seite in einer anderen "
    "steckt. <a href='' target='_blank' rel='noopener'>Öffne die Seite in einem eigenen "
    "Fenster</a> und nimm dort auf. Beispiele und Tondateien funktionieren auch hier."
)
SERVER_LOST = (
    "<strong>Der Computer, auf dem diese Seite läuft, antwortet nicht.</strong> Ist er noch an, "
    "und besteht das Netzwerk noch? Lade die Seite neu, sobald er wieder antwortet."
)
UPLOAD_LARGE = (
    "<strong>Diese Datei ist zu groß.</strong> Eine Minute Ton genügt: Wähle eine kürzere "
    "oder nimm selbst ein Wort auf."
)
UPLOAD_FAILED = (
    "<strong>Die Aufnahme ist nicht bei dem Computer angekommen, auf dem diese Seite läuft,"
    "</strong> darum gibt es keine Antwort. Drück auf „Löschen“ und versuch es noch einmal; wenn "
    "es wieder geschieht, sag es dem, der die Seite gestartet hat."
)

# Which model answers

MODEL_OWN = "<strong>Jetzt antwortet dein eigenes Modell:</strong> {words}."
MODEL_SHIPPED = "<strong>Jetzt antwortet das erste Modell:</strong> {words}."
MODEL_CHANGE = "Wechseln zu {words}"
MODEL_CHANGE_ALIKE = {"own": "Zum eigenen Modell wechseln", "shipped": "Zum ersten Modell wechseln"}

# Listen

RECORDER = "Deine Aufnahme"
CONTROLS = {
    "Upload file": "Datei öffnen",
    "Record audio": "Mikrofon",
    "Select input device": "Mikrofon wählen",
    "Adjust volume": "Lautstärke",
    "Adjust playback speed": "Tempo ändern",
    "Skip backwards": "Ein Stück zurück",
    "Skip forward": "Ein Stück vor",
    "Reset audio": "Aufnahme wiederherstellen",
    "Trim audio to selection": "Auf die Auswahl zuschneiden",
}
RECORDER_HINT = (
    "Drück auf „Aufnehmen“, sag auf Englisch <em>yes</em> oder <em>no</em> und drück auf "
    "„Stopp“. Die Aufnahme wird vergessen, wenn du die Seite schließt."
)
RECORDER_HINT_OWN = (
    "Drück auf „Aufnehmen“, sag eines deiner Wörter ({words}) und drück auf „Stopp“. "
    "Die Aufnahme wird vergessen, wenn du die Seite schließt."
)
EXAMPLES = "Kein Mikrofon? Probier ein Beispiel:"
EXAMPLE_NAMES = {
    "yes_low": "yes, tiefe Stimme",
    "yes_high": "yes, hohe Stimme",
    "no_low": "no, tiefe Stimme",
    "no_high": "no, hohe Stimme",
    "yes_then_no": "yes, dann no",
    "stop": "ein anderes Wort",
    "seven": "eine Zahl",
    "noise": "Geräusch",
    "silence": "Stille",
}
WAITING = "Hier steht gleich, was der Computer gehört hat."
BROKEN = "Hier ist etwas schiefgegangen, und du kannst nichts dafür. Nimm bitte noch einmal auf."
HEARD = "Ich habe gehört:"
HEARD_SURELY = "Am sichersten habe ich gehört:"
NOT_A_WORD = "Das war"
NEITHER = "keines davon"  # the answer that is none of the words
SCORES = "Wie gut jede Antwort passt. Ein Wort zählt ab dem Strich."
SEVERAL = "Es waren {count} Wörter:"
SPAN = "{start:.2f} bis {end:.2f} Sekunden"
ADVICE = "Für deine nächste Aufnahme"
ADVICES = {
    "nothing_recorded": "Die Aufnahme ist völlig still: "
    "Ist das Mikrofon eingeschaltet, und darf es zuhören?",
    "silence": "Außer leisem Hintergrund ist nichts zu hören: "
    "Geh näher ans Mikrofon und sag das Wort.",
    "too_quiet": "Die Aufnahme ist sehr leise: Geh näher ans Mikrofon oder sprich lauter.",
    "clipped": "Der Klang ist zu laut für das Mikrofon und wird verzerrt: "
    "Geh ein Stück zurück oder sprich leiser.",
    "too_short": "Die Aufnahme ist sehr kurz: Nimm auf, bis das ganze Wort gesagt ist.",
    "cut_start": "Das Wort ist wohl am Anfang abgeschnitten: "
    "Drück auf „Aufnehmen“, warte einen Moment und sprich dann.",
    "cut_end": "Das Wort ist wohl am Ende abgeschnitten: "
    "Warte einen Moment, bevor du auf „Stopp“ drückst.",
}
ERRORS = {
    "missing": "Eine Datei {path} gibt es nicht. Prüf ihren Namen und ihren Ordner.",
    "not_opened": "{name} lässt sich nicht öffnen. Wähl eine Tondatei, die du lesen darfst.",
    "no_file": "{name} ist ein Ordner, eine Leitung zwischen Programmen oder ein Gerät. Wähl eine "
    "Tondatei.",
    "not_sent": "Es wurde keine Datei geschickt. Schick eine Tondatei.",
    "no_recordings": "{path} ist ein Ordner ohne Aufnahmen. Nenn einen anderen.",
    "empty": "{name} ist leer: Es wurde nichts aufgenommen. Nimm noch einmal auf und sag das Wort.",
    "not_audio": "{name} ist keine lesbare Tondatei. Nimm WAV, FLAC, OGG, MP3, M4A oder WebM.",
    "damaged": "{name} ist beschädigt: Die Aufnahme wurde unterbrochen oder nicht ganz kopiert. "
    "Nimm noch einmal auf oder kopiere sie noch einmal.",
    "no_sound": "{name} enthält keinen Ton. Wähl eine Datei mit Ton.",
    "too_long": "{name} ist länger als {seconds:g} Sekunden. Schneide den Teil mit dem Wort aus.",
    "too_large": "{name} ist größer als {megabytes} MB. Schneide den Teil mit dem Wort aus.",
    "too_much": "{name} hat {channels} Kanäle mit je {rate} Abtastwerten pro Sekunde, mehr, als "
    "beurteilt werden kann. Speichere einen Kanal mit 16000 Abtastwerten pro Sekunde.",
    "too_short": "{name} ist kürzer als {seconds:g} Sekunden, zu kurz für ein Wort. "
    "Nimm noch einmal auf und warte einen Moment, bevor du auf „Stopp“ drückst.",
    "source": "{type} ist keine Aufnahme. Nimm einen Pfad, eine offene Binärdatei oder Abtastwerte "
    "mit ihrer Rate, etwa (16000, samples).",
    "no_rate": "Abtastwerte allein sagen nicht, wie schnell sie aufeinander folgen. Nimm ihre Rate "
    "dazu, etwa (16000, samples).",
    "sample_type": "Abtastwerte vom Typ {type} sind kein Ton. Nimm float32, int16, int32, int8 "
    "oder uint8.",
    "shape": "Abtastwerte der Form {shape} sind kein Ton. Nimm (n,) oder (n, Kanäle).",
    "sample_rate": "{name} hat {rate} Abtastwerte pro Sekunde, eine Sprachaufnahme hat aber "
    "zwischen {slowest} und {fastest}. Nimm noch einmal auf, zum Beispiel mit 16000.",
    "no_numbers": "{name} enthält Werte, die kein Ton sind. Speichere alles noch einmal als WAV "
    "mit 16 Bit.",
}
RECORDING = "Die Aufnahme"  # in an error: one that has no file name
MODEL_ERRORS = {
    "missing": "Es gibt keine Modelldatei {path}.",
    "too_large": "{name} ist größer als jedes Modell, das diese Seite öffnet.",
    "foreign": "{name} ist keine Modelldatei von hier. Wähl eine, die hier heruntergeladen wurde.",
    "too_new": "{name} wurde mit einer neueren Fassung dieses Programms gemacht (Format {format}, "
    "diese Fassung liest bis {known}).",
    "damaged": "{name} ist beschädigt. Kopier oder lade die Datei noch einmal.",
    "reserved": "In {name} heißt ein Wort „{word}“; das ist eine eigene Antwort.",
    "no_torch": "Dafür braucht es PyTorch, und das ist hier nicht installiert: "
    "pip install torch torchaudio.",
    "foreign_zip": "{name} ist kein Zip mit einem Modell und seinen Aufnahmen. Wähl eines, das "
    "hier heruntergeladen wurde.",
}
TEACH_ERRORS = {
    "n_words": "Du kannst {fewest} bis {most} Wörter beibringen, und es sind {n}. Nimm welche dazu "
    "oder weg.",
    "no_name": "Ein Wort hat keinen Namen. Schreib auf, was gesagt wird.",
    "long_name": "„{word}“ ist länger als {most} Buchstaben. Wähl einen kürzeren Namen.",
    "reserved": "Kein Wort kann „{word}“ heißen: Das ist eine eigene Antwort. Wähl einen anderen "
    "Namen.",
    "same_name": "Zwei Wörter heißen „{word}“. Gib jedem seinen eigenen Namen.",
    "n_tries": "Von „{word}“ gibt es {n} Versuche, nötig sind {fewest} bis {most}. Nimm welche "
    "dazu oder weg.",
    "nothing_heard": "In Versuch {number} von „{word}“ ist nichts zu hören. Geh näher ans Mikrofon "
    "und nimm ihn noch einmal auf.",
    "cut_off": "Versuch {number} von „{word}“ beginnt oder endet mitten im Wort. Nimm ihn noch "
    "einmal auf, mit einem Augenblick Stille davor und danach.",
    "too_long": "Versuch {number} von „{word}“ ist zu lang. Sag ein einziges kurzes Wort "
    "ohne Pause.",
    "several_words": "In Versuch {number} von „{word}“ ist mehr als ein Wort. Nimm ihn noch einmal "
    "auf und sag das Wort nur einmal.",
    "noisy_room": "In Versuch {number} von „{word}“ ist der Raum fast so laut wie das Wort. Warte, "
    "bis es leiser ist, oder geh näher ans Mikrofon.",
    "far_away": "Versuch {number} von „{word}“ ist viel leiser als die anderen. War es jemand "
    "anders im Raum? Geh näher ans Mikrofon und nimm ihn noch einmal auf.",
    "other_images": "{name} kann nichts dazulernen: Es sieht andere Bilder als das Netz dafür. "
    "Nimm das Modell, das zu diesem Projekt gehört.",
}
TEACH_WARNINGS = {
    "too_few": "Von „{word}“ gibt es nur {n} Versuche. Mit {enough} oder mehr, am besten von "
    "verschiedenen Leuten, wird die Antwort sicherer.",
    "alike": "„{word}“ und „{other}“ klingen für den Computer ähnlich. Sprecht sie deutlicher "
    "verschieden aus, oder wählt ein anderes Wort.",
    "stray": "Versuch {number} von „{word}“ klingt nicht wie die anderen. Hör ihn an; lösch ihn, "
    "wenn er misslungen ist.",
}
QUOTED = "„{word}“"  # one of several words

SURE = (  # at this score or above
    (0.97, "Ich bin mir sehr sicher"),
    (0.90, "Ich bin mir ziemlich sicher"),
    (0.00, "Ich glaube schon"),
)
REASONS = {
    "silence": "Es war so leise, dass ich nichts gehört habe.",
    "noise": "Ich habe ein Geräusch gehört, aber kein Wort.",
    "other_word": "Ich habe ein anderes Wort gehört.",
    "unsure": (
        "Es könnte „{word}“ sein ({percent}), aber ich bin mir nicht sicher genug: "
        "Ich brauche {needed}."
    ),
    "no_pause": (
        "Es könnte „{word}“ sein, aber direkt davor oder danach ist noch etwas anderes zu hören. "
        "Ich brauche eine kurze Pause um das Wort herum, oder ich muss mir fast ganz sicher sein."
    ),
}
REASON_UNKNOWN = "Ich habe keines meiner Wörter gehört."
SOUNDS_LIKE = "Ich habe ein anderes Wort gehört. Es klang ein bisschen wie „{word}“."

CHOICE = "Wie sicher muss er sein?"
CHOICES = {"strict": "Streng", "balanced": "Ausgewogen", "eager": "Eifrig"}
CHOICE_MEANINGS = {
    "strict": "Streng: antwortet erst ab {needed}; überhört mehr Wörter.",
    "balanced": "Ausgewogen: antwortet ab {needed}.",
    "eager": "Eifrig: antwortet schon ab {needed}; fällt öfter auf etwas herein.",
}

OVER = "über {percent}"
UNDER = "unter {percent}"
JUDGED = "beurteilt"

# Pictures, told to those who cannot see them

CAPTION_STORY = (
    "Oben: die Schallwelle. Unten: derselbe Klang als Bild, tiefe Töne unten, hohe Töne oben, "
    "hell, wo es laut ist."
)
CAPTION_WORDS = "Der markierte Teil ist das, was ich gehört habe."
CAPTION_NEITHER = "Der markierte Teil ist das, was ich beurteilt habe."
ALT_STORY = (
    "Oben die Schallwelle, unten das Mel-Spektrogramm, {seconds:.2f} Sekunden auf einer Zeitachse."
)
ALT_WAVEFORM = "Schallwelle von {seconds:.2f} Sekunden."
ALT_SPECTROGRAM = "Spektrogramm der beurteilten Sekunde, Töne von 0 bis 8.000 Hertz."
ALT_MEL = "Mel-Spektrogramm der beurteilten Sekunde."
ALT_MFCC = "MFCC der beurteilten Sekunde: eine Zeile je Zahl, eine Spalte je Zeitpunkt."
ALT_LOUDEST = "Am lautesten ist es bei {time:.2f} Sekunden in der Nähe von {hertz:.0f} Hertz."
ALT_MARK = "„{label}“ ist von {start:.2f} bis {end:.2f} Sekunden markiert."

TIME_AXIS = "Zeit (Sekunden)"
WAVE_AXIS = "Luftdruck"
TONE_AXIS = "Ton (Hz)"
MFCC_AXIS = "Nummer"
DECIBELS = "dB"

# Look

NO_RECORDING = "Es gibt noch keine Aufnahme. Mach eine unter „Hören“, oder wähl dort ein Beispiel."
GO_TO_LISTEN = "Zu „Hören“"
AIR_PART = "Von Luft zu Zahlen"
IMAGE_PART = "Von Zahlen zum Bild"
SAMPLE_RATE = "Abtastrate"
CHANNELS = "Kanäle"
LENGTH = "Länge"
HERTZ = "{hertz:,} Hz"
SECONDS = "{seconds:.2f} s"
MIXED = "Die Kanäle werden zu einem gemischt."
RESAMPLED = "Für das Netz wird der Klang auf {hertz:,} Abtastwerte pro Sekunde umgerechnet."

WAVEFORM = "1. Wellenform"
WAVEFORM_TEXT = (
    "Schall ist Luft, die zittert. Das Mikrofon misst den Luftdruck {rate:,} Mal pro Sekunde; jede "
    "Messung ist eine Zahl, ein <em>Abtastwert</em> (englisch: sample). Hoch heißt laut, flach "
    "heißt leise. Das Netz beurteilt den markierten Teil von {window:g} Sekunde: "
    "Genau ihn siehst du unten."
)
SPECTROGRAM = "2. Spektrogramm"
SPECTROGRAM_TEXT = (
    "Ein Fenster von {window:g} ms gleitet in Schritten von {hop:g} ms über den Klang. Bei jedem "
    "Schritt messen wir, wie stark jeder Ton im Fenster ist (<em>Fourier-Transformation</em>), und "
    "zeichnen das als eine Spalte: tiefe Töne unten, hohe Töne oben, je lauter, desto heller."
)
MEL = "3. Mel-Spektrogramm"
MEL_TEXT = (
    "Unsere Ohren unterscheiden tiefe Töne besser als hohe. Die Mel-Skala macht es genauso: Sie "
    "fasst die Töne zu {n_mels} Bändern zusammen, unten schmal und oben breit."
)
MEL_OF_NETWORK = (
    "<strong>Genau dieses Bild bekommt das Netz</strong>: {rows} × {columns} Zahlen, so "
    "verschoben, dass ihr Mittelwert 0 ist."
)
MEL_CHANGED = "<strong>Das Netz bekommt ein anderes Bild.</strong>"
EMPTY_BANDS = (
    "Leere Bänder: {count}. Ein so kurzes Fenster kann Töne nicht so fein unterscheiden; "
    "probier ein längeres oder weniger Bänder."
)
MFCC = "4. MFCC"
MFCC_TEXT = (
    "Frühere Spracherkenner gingen noch einen Schritt weiter. Sie beschrieben die Form jeder "
    "Spalte mit nur {n_mfcc} Zahlen (<em>Mel-Frequenz-Cepstrum-Koeffizienten</em>): Nummer 0 sagt, "
    "wie laut es ist (sie ist so groß, dass ihre Farbe über die Skala hinausgeht), Nummer 1, ob es "
    "mehr tiefe oder mehr hohe Töne sind, und die übrigen beschreiben feinere Kräuselungen. Unser "
    "Netz braucht diesen Schritt nicht."
)
GAPS = (
    "Die Schritte sind länger als das Fenster: Der Klang zwischen zwei Fenstern bleibt unbeachtet."
)

SETTINGS = "Ändere, wie der Klang zum Bild wird"
WINDOW = "Fenster (ms)"
WINDOW_INFO = "lang: Töne sind scharf; kurz: Zeitpunkte sind scharf"
HOP = "Schritt (ms)"
HOP_INFO = "wie weit das Fenster von einer Spalte zur nächsten rückt"
MELS = "Mel-Bänder"
MELS_INFO = "wie viele Zeilen das Mel-Spektrogramm hat"
SAME_AS_NETWORK = (
    "Das sind die Einstellungen des Netzes selbst: Fenster {window:g} ms ({function}), Schritt "
    "{hop:g} ms, {n_mels} Bänder, Dezibel."
)
NOT_AS_NETWORK = (
    "Jetzt sind die Einstellungen anders als die des Netzes (Fenster {window:g} ms ({function}), "
    "Schritt {hop:g} ms, {n_mels} Bänder, Dezibel). "
    "Nur die Bilder unten ändern sich; die Antwort nicht."
)
BACK_TO_NETWORK = "Zurück zu den Einstellungen des Netzes"

SHAPE_WAVEFORM = "Tensor der Form {shape}: eine Zahl je Abtastwert."
SHAPE_SPECTROGRAM = "Tensor der Form {shape}: {rows} Töne, {columns} Spalten."
SHAPE_MEL = "Tensor der Form {shape}: {rows} Bänder, {columns} Spalten."
SHAPE_MFCC = "Tensor der Form {shape}: {rows} Zahlen, {columns} Spalten."
CODE = "Dasselbe in Python (torchaudio)"

# Report card

REPORT_TAB = "Zeugnis"
NEEDS_PYTORCH = (
    "Dieser Teil braucht PyTorch, und das ist hier nicht installiert: "
    "<code>pip install torch torchaudio captum</code>, und die Seite neu starten."
)
REPORT_LEAD = (
    "Hier bekommt der Computer Noten. Er hat eine Prüfung mit Menschen gemacht, die er noch nie "
    "gehört hatte. Jede Zahl auf dieser Seite kommt aus den Dateien, die bei der Prüfung "
    "entstanden sind."
)
REPORT_LESSON = "CNN aus dem Unterricht"
REPORT_COUNTS = "{low} bis {high}; {count} von {of}"
REPORT_RATES = "{low} bis {high}; {count} in {hours} Stunden"
REPORT_NOT_MEASURED = "nicht gemessen"
REPORT_MISSING = "Diese Zahlen gibt es nicht: Die Datei {file} fehlt."
REPORT_NO_METRICS = "Diese Zahlen gibt es nicht: In der Modelldatei {file} stehen keine."
REPORT_UNREADABLE = (
    "Diese Zahlen gibt es nicht: Was die Auswertung geschrieben hat, ist nicht lesbar."
)
REPORT_BROKEN = (
    "Hier ist etwas schiefgegangen, und du kannst nichts dafür. Der Rest der Seite funktioniert "
    "weiter."
)

REPORT_RIGHT = "Wie oft hat er recht?"
REPORT_RIGHT_TEXT = (
    "{name} hat {of} Aufnahmen von {words} gehört. Der helle Teil eines Balkens zeigt, wie weit "
    "der Zufall sein Ende verschieben könnte; die Zahlen in Klammern sagen dasselbe "
    "(95-%-Konfidenzintervall)."
)
REPORT_SHARES = {
    "forced_choice": "Er muss eines der Wörter wählen und wählt das richtige",
    "accepted_and_right": "Er hat recht und ist sicher genug, es zu sagen",
    "taken_for_the_wrong_word": "Er sagt das falsche der Wörter",
}

REPORT_MIXES = "Was verwechselt er?"
REPORT_MIXES_TEXT = (
    "Die Zeile zeigt, was gesagt wurde, die Spalte, was der Computer geantwortet hat. Richtige "
    "Antworten stehen auf der Diagonale; jede andere Zahl zählt Fehler. Drück auf eine umrahmte "
    "Zahl, um ein Beispiel zu hören."
)
REPORT_SAID = "gesagt"
REPORT_ANSWERED = "Antwort „{label}“"
REPORT_HEAR = "{count:,} Mal wurde „{said}“ mit „{answered}“ beantwortet. Beispiel anhören"
REPORT_EXAMPLE = "Gesagt: „{said}“. Der Computer antwortet: „{answered}“. Beispiele von uns dafür:"
REPORT_TAKEN = "Andere Wörter, die er für eines von seinen hielt: {words}."
REPORT_TAKEN_NONE = "Er hielt kein anderes Wort für eines von seinen."
REPORT_TIMES = "„{word}“ ({count} Mal)"
REPORT_ONCE = "„{word}“ (einmal)"

REPORT_TRUST = "Heißt 90 % wirklich 90 %?"
REPORT_TRUST_TEXT = (
    "Jeder Kreis ist eine Gruppe von Antworten, je größer, desto mehr. Wie sicher war der Computer "
    "(nach rechts), und wie oft hatte er recht (nach oben)? Auf der Linie schätzt er sich gut ein; "
    "unter der Linie ist er sich zu sicher. Im Mittel liegt er um {error} Prozentpunkte daneben."
)
REPORT_TRUST_SHORT = (
    "Die Zahlen neben den Kreisen zählen die Antworten; wenige Antworten können täuschen."
)
REPORT_TRUST_OTHER = "Wie weit er anderswo danebenliegt: {list}."
REPORT_CALIBRATIONS = {
    "clean": "in ruhigen Räumen",
    "noisy": "bei Lärm",
    "never-heard words": "bei Wörtern, die er im Training nie gehört hat,",
}
REPORT_POINTS = "{name} {error} Punkte"
REPORT_SURE_AXIS = "wie sicher er war (%)"
REPORT_RIGHT_AXIS = "wie oft richtig (%)"
REPORT_TRUST_ALT = "Zuverlässigkeitsdiagramm. {groups}"
REPORT_TRUST_GROUP = "{of} Antworten: {score} sicher, {right} richtig."

REPORT_NOISE = "Wie viel Lärm verträgt er?"
REPORT_NOISE_TEXT = (
    "Nach rechts wird das Geräusch lauter: Bei 0 dB ist es so laut wie das Wort. Am schwersten hat "
    "es der Computer mit {noise} bei {snr} dB: Er wählt in {share} der Fälle das richtige Wort, "
    "und in {accepted} sagt er es auch."
)
REPORT_NOISE_LESSON = (
    "Das CNN aus dem Unterricht muss immer wählen, auch wenn niemand etwas gesagt hat; darum hat "
    "es keine gestrichelte Linie."
)
REPORT_NOISE_NO_LESSON = (
    "Das CNN aus dem Unterricht ist nicht eingezeichnet: Im Lärm wurde es nicht gemessen."
)
REPORT_NOISES = {
    "everyday": "Alltagslärm",
    "music": "Musik",
    "voices": "Stimmengewirr",
    "hiss": "Rauschen",
}
REPORT_CHOOSES = "wählt das richtige Wort"
REPORT_SAYS = "und ist sicher genug, es zu sagen"
REPORT_GUESSING = "geraten"
REPORT_QUIET = "ohne"
REPORT_NOISE_AXIS = "Wort lauter als Geräusch um (dB)"
REPORT_NOISE_SHARE_AXIS = "richtig (%)"
REPORT_NOISE_ALT = "Eine Kurve für jede Art von Geräusch. {kinds}"
REPORT_NOISE_KIND = (
    "{noise}: Das richtige Wort wird ohne Geräusch in {clean} der Fälle gewählt, bei {snr} dB in "
    "{loud}."
)
REPORT_NOISE_KIND_LESSON = "Das CNN aus dem Unterricht: {clean} und {loud}."

REPORT_OUTSIDE = "Und wenn es nicht so einfach ist?"
REPORT_OUTSIDE_TEXT = (
    "Dieselben Menschen sagen {words} noch einmal, in einem ruhigen Raum, aber nicht so schön"
    " wie gewünscht. Richtig erkannt und angenommen:"
)
REPORT_OUTSIDE_ROWS = {
    "pauses": "mit einer Pause davor und danach",
    "start": "gleich am Anfang: {seconds} s nach Beginn der Aufnahme",
    "end": "ganz am Ende: {seconds} s vor ihrem Schluss",
    "late_start": "die ersten {milliseconds} ms fehlen: Die Aufnahme begann zu spät",
    "tone": "ein langer Ton kurz davor",
    "beep": "ein Piepton kurz davor",
    "click": "ein Klick kurz davor",
    "murmur": "„mm“ kurz davor",
    "knock": "zweimal Klopfen kurz davor",
    "childlike": "eine Kinderstimme, nachgeahmt: alles {percent} % höher",
    "overlap": "jemand anders spricht auch, {decibels} dB leiser",
}
REPORT_STREAM = (
    "Ein Strom von {minutes} Minuten Reden und Geräuschen mit {of} Wörtern darin: {missed} "
    "wurden überhört, und {false}-mal kam eine Antwort, obwohl niemand eines der Wörter "
    "gesagt hatte."
)
REPORT_STREAM_OTHERS = (
    "In einem veröffentlichten Test von derselben Form (MLPerf Tiny: ein Weckwort, 50-mal in 20 "
    "Minuten gesagt) überhörte das Vergleichsmodell {missed} und antwortete {false}-mal ohne "
    "Grund. Es hatte ein anderes Wort und andere Geräusche; ein Wettlauf ist das also nicht."
)
REPORT_STREAM_NOISE = (
    "Im Lärm, das Wort {decibels} dB lauter: Darf er sich einmal in der Stunde täuschen, überhört "
    "er {often} der Wörter; darf er es einmal in zehn Stunden, {rare}. Veröffentlicht für lange "
    "Weckwörter, einmal in zehn Stunden: {others}."
)

REPORT_FOOLED = "Worauf fällt er herein?"
REPORT_FOOLED_TEXT = (
    "Hier hat niemand {words} gesagt, und doch hat er manchmal mit einem Wort geantwortet. Je "
    "strenger er ist, desto seltener fällt er herein, und desto mehr Wörter überhört er."
)
REPORT_FOOLED_LESSON = (
    "Das {name} hat keinen solchen Regler: Es antwortet auf fast alles mit einem Wort, denn es "
    "kann nicht „keines davon“ sagen."
)
REPORT_FALSE_ALARMS = {
    "speech": "Andere Leute reden: Fehlalarme pro Stunde",
    "noise": "Geräusche und Musik: Fehlalarme pro Stunde",
    "other_words": "Einzelne andere Wörter: für eines von seinen gehalten",
    "noises": "Kurze Geräusche: für ein Wort gehalten",
}
REPORT_FOOLED_TEST = (
    "In der Prüfung der ersten beiden Fragen hat er mit einem Wort geantwortet auf:"
)
REPORT_FOOLED_KINDS = {
    "other_words": "andere Wörter",
    "noise": "Geräusche",
    "silence": "fast völlige Stille",
}

REPORT_TRAINED = "Mit wem und womit wurde er trainiert?"
REPORT_TRAINED_TEXT = (
    "{speakers} Menschen haben dafür Wörter gesprochen, in vielen Räumen, mit ihren eigenen "
    "Mikrofonen (Speech Commands von Pete Warden und Google). Der Computer ist alles, was unten "
    "steht, {rounds} Mal durchgegangen; das dauerte {minutes} Minuten. Was du auf dieser Seite "
    "sagst, kommt nie dazu."
)
REPORT_RECORDINGS = "Aufnahmen"
REPORT_WORD = "„{word}“"
REPORT_OTHER_WORDS = "andere Wörter von denselben Leuten"
REPORT_KINDS = {
    "words": "einzelne andere Wörter von anderen Leuten",
    "speech": "Leute, die reden ({minutes} Minuten)",
    "noise": "Geräusche und Musik ({minutes} Minuten)",
}
REPORT_SYNTHETIC = "{words} von künstlichen Stimmen"
REPORT_SPEAKERS = (
    "Er versteht nicht alle gleich gut: Bei {n} Menschen verstand er im Mittel {mean} ihrer "
    "Wörter, bei dem Zehntel, das er am schlechtesten verstand, {worst}."
)

REPORT_OWN = "Dein eigenes Modell: {words}"
REPORT_OWN_TEXT = (
    "Noch niemand sonst hat es geprüft. So oft wurde jeder Versuch von einem Modell richtig "
    "gehört, das alle anderen Versuche gelernt hatte. Im Bereich „Beibringen“ steht mehr. Bei "
    "anderen Leuten wird es schlechter sein als bei denen, die es ihm beigebracht haben."
)
REPORT_OWN_LIMIT = (
    "Es kennt {words} so, wie es die sagten, die es ihm beigebracht haben. Lass es auch andere "
    "beibringen, dann hört es sie besser."
)
REPORT_OWN_NOT_MEASURED = "Wie oft dieses Modell recht hat, hat niemand gemessen."
REPORT_CANNOT = "Was kann er nicht?"
REPORT_LIMITS = (
    "Er kennt {words} so, wie die Menschen sie gesagt haben, mit deren Aufnahmen er trainiert "
    "wurde. Kinderstimmen, Akzente und Flüstern hat ein Computer nachgeahmt, im Training und in "
    "den Tests: Wie gut er echte versteht, wurde nicht gemessen, und Singen auch nicht.",
    "Wenn jemand fließend spricht, macht er manchmal Fehler, und ein ähnlich klingendes Wort kann "
    "er für eines von seinen halten: siehe die Zahlen oben.",
    "Er braucht ein Wort mit einer Pause davor und danach. Mitten im Satz kann er ein Wort "
    "überhören.",
    "Die Aufnahmen sagen nichts über Alter, Geschlecht oder Herkunft der Menschen, die gesprochen "
    "haben. Darum lässt sich nicht sagen, ob er zu verschiedenen Gruppen gleich fair ist.",
    "Er darf über nichts Wichtiges entscheiden: nicht über eine Einwilligung, einen Notfall oder "
    "eine Prüfung.",
)


# Class tally

TALLY_TITLE = "Strichliste der Klasse"
TALLY_LEAD = (
    "Jeder Versuch auf dieser Seite steht hier. Sag mit einem Klick, was richtig gewesen wäre, und "
    "sieh, wie oft der Computer in deiner Klasse recht hat. Die Liste bleibt auf dieser Seite: Sie "
    "wird vergessen, wenn du die Seite schließt."
)
TALLY_EMPTY = "Noch wurde nichts probiert. Nimm ein Wort auf, oder wähl ein Beispiel."
TALLY_NOT_JUDGED = "Klick an, was wirklich gesagt wurde, und der Computer bekommt seine Noten."
TALLY_RIGHT = (
    "Der Computer hatte bei {count} von {of} Versuchen recht: {share}. Würdest du "
    "immer weiterprobieren, käme er am Ende höchstwahrscheinlich auf einen Anteil zwischen {low} "
    "und {high} (95-%-Konfidenzintervall)."
)
TALLY_TRIES = "Versuche, der neueste zuerst"
TALLY_NUMBER = "Versuch"
TALLY_TIME = "Uhrzeit"
TALLY_HEARD = "vom Computer gehört"
TALLY_WAS = "richtig wäre"
TALLY_WAS_OF = "Versuch {number}: Was wäre richtig gewesen?"
TALLY_GOOD = "richtig"
TALLY_BAD = "falsch"
TALLY_SCORE = "Sicherheit"
TALLY_COMPARED = "Deine Klasse neben dem Zeugnis"
TALLY_CLASS = "deine Klasse"
TALLY_CARD = "Zeugnis"
TALLY_WORDS = "{words}: richtig gehört"
TALLY_OTHERS = "alles andere: Antwort „{neither}“"
TALLY_COUNTS = "{low} bis {high}; {count} von {of}"
TALLY_NONE = "nicht probiert"
TALLY_NO_CARD = "nicht gemessen"
TALLY_MIXES = "Was wurde in deiner Klasse verwechselt?"
TALLY_SAID = "gesagt"
TALLY_ANSWERED = "Antwort „{label}“"
TALLY_FULL = "Nur die letzten {most} Versuche bleiben stehen."
TALLY_DOWNLOAD = "Als Tabelle herunterladen (CSV)"
TALLY_FILE = "strichliste.csv"
TALLY_CLEAR = "Liste leeren"

# Look: from air to numbers

AIR_QUESTION = "Wie wird Luft zu Zahlen?"
AIR_LEAD = (
    "Schall ist Luft, die zittert. Ein Computer misst den Luftdruck immer wieder und schreibt jede "
    "Messung als Zahl auf. Wie oft muss er messen, und wie fein? Wähl aus, sieh hin und hör zu."
)
AIR_RATE = "Wie oft: Abtastwerte pro Sekunde"
AIR_FILTER = "Erst filtern (Anti-Aliasing)"
AIR_FILTER_INFO = "nimmt die Töne weg, die für so wenige Abtastwerte zu hoch sind"
AIR_BITS = "Wie fein: Bits je Abtastwert"
AIR_BITS_INFO = "jedes Bit weniger: nur noch halb so viele Werte zur Auswahl"
AIR_ZOOM = "Vergrößern"
AIR_ZOOM_INFO = "0: die ganze Aufnahme; 10: 2 Tausendstelsekunden"
AIR_PLACE = "Wo (Sekunden)"
AIR_PLACE_INFO = "die Mitte von dem, was du siehst, sobald du vergrößert hast"

AIR_RATE_ALL = (
    "<strong>{rate:,} Abtastwerte pro Sekunde</strong> fassen jeden Ton bis zur Hälfte davon, "
    "{half:,} Hz."
)
AIR_RATE_FILTERED = (
    "<strong>{rate:,} Abtastwerte pro Sekunde</strong> fassen nur Töne bis zur Hälfte davon. "
    "Über {half:,} Hz ist nichts mehr da: Der Filter hat es weggenommen, und der Klang wird dumpf."
)
AIR_RATE_ALIASED = (
    "<strong>{rate:,} Abtastwerte pro Sekunde</strong> fassen nur Töne bis zur Hälfte davon. "
    "Ohne den Filter sind die Töne über {half:,} Hz nicht weg, sondern kommen als falsche, tiefere "
    "zurück (<em>Aliasing</em>): Aus {high:,} Hz werden {low:,} Hz."
)
AIR_BITS_ENOUGH = (
    "<strong>{bits} Bit</strong> unterscheiden {values:,} Werte: so fein, dass du das Runden "
    "nicht hörst."
)
AIR_BITS_HISS = (
    "<strong>{bits} Bit</strong> unterscheiden {values:,} Werte; dieser Klang nutzt {used:,} "
    "davon. Das Runden fügt ein Rauschen hinzu, {decibels:.0f} dB unter dem Klang. Faustregel: "
    "Jedes Bit weniger macht es um 6 dB lauter."
)
AIR_BITS_NOTHING_LEFT = (
    "<strong>{bits} Bit</strong> unterscheiden {values:,} Werte, und jeder Abtastwert liegt näher "
    "an 0 als am nächsten Wert: Es bleibt nur Stille. Leise Aufnahmen brauchen mehr Bits."
)
AIR_BEFORE = "Vorher"
AIR_AFTER = "Nachher"
AIR_DIFFERENCE = "Nur der Unterschied"
AIR_NO_DIFFERENCE = "Es gibt keinen: Nichts ging verloren."
AIR_QUIETER = "{decibels:.0f} dB leiser als der Klang."
AIR_AS_LOUD = "Ungefähr so laut wie der Klang selbst."
AIR_AMPLIFIED = "Damit du ihn hören kannst, wird er {decibels:.0f} dB lauter abgespielt."
AIR_JOINED = (
    "Abgespielt wird die glatteste Kurve, die durch alle Abtastwerte geht: die ohne jeden Ton über "
    "der halben Abtastrate. So hörst du einen falschen Ton genau so, wie er ist."
)

AIR_STRENGTH_AXIS = "Stärke (dB)"
AIR_HALF = "halbe Abtastrate: {hertz:,} Hz"
AIR_RATE_CHOICE = "{rate:,}"
AIR_CAPTION = (
    "Oben: die Schallwelle. Unten: wie stark jeder Ton in der ganzen Aufnahme ist. "
    "Blass: vorher. Im Vordergrund: nachher."
)
AIR_SEEN = (
    "Du siehst {milliseconds:,.4g} ms: {count:,} von {all:,} Abtastwerten, ab Nummer {first:,}."
)
AIR_STAIRS = "Die Treppe sind die Abtastwerte: Jeder gilt bis zum nächsten."
AIR_DOTS = (
    "Jeder Punkt ist ein Abtastwert; die Treppe hält ihn bis zum nächsten. Die blasse Kurve ist "
    "die Luft."
)
AIR_ALT = (
    "Schallwelle von {start:.3f} bis {end:.3f} Sekunden vor und nach dem Messen; darunter, wie "
    "stark die Töne bis {half:,} Hertz sind."
)
AIR_ALT_STRONGEST = "Nach dem Messen liegt der stärkste Ton in der Nähe von {hertz:,.0f} Hertz."

AIR_FACTS = "Deine Aufnahme in Zahlen"
AIR_FRAMES = "Zeitpunkte"
AIR_OFFSET = "Gleichanteil"
AIR_PEAK = "Spitzenpegel"
AIR_LEVEL = "mittlerer Pegel"
AIR_MEANS_RATE = "so viele Messungen pro Sekunde"
AIR_MEANS_CHANNELS = "Mikrofone gleichzeitig: 1 ist Mono, 2 ist Stereo"
AIR_MEANS_LENGTH = "Zeitpunkte geteilt durch Abtastrate"
AIR_MEANS_FRAMES = "so oft wurde gemessen, mit einem Abtastwert je Kanal (englisch: frames)"
AIR_MEANS_OFFSET = "wie weit die Mitte der Welle neben null lag; sie wurde zurückgeschoben"
AIR_MEANS_PEAK = "die höchste Welle; bei 0 dB würde sie oben anstoßen"
AIR_MEANS_LEVEL = "wie laut im Mittel; 6 dB weniger ist eine halb so hohe Welle"

# Look: from numbers to an image

IMAGE_QUESTION = "Wie werden Zahlen zum Bild?"
IMAGE_LEAD = (
    "Hier ist deine Aufnahme, Schritt für Schritt, bis zu dem Bild, das das Netz bekommt. "
    "Ändere eine Einstellung und beobachte die Bilder."
)
IMAGE_ANSWER = "Die Antwort des Netzes war <strong>{label}</strong>."
IMAGE_MORE = "Mehr Einstellungen"
IMAGE_WINDOW = "Fensterfunktion"
IMAGE_WINDOW_CHOICES = {
    "hann": "Hann",
    "hamming": "Hamming",
    "blackman": "Blackman",
    "rectangular": "Rechteck",
}
IMAGE_WINDOW_INFO = (
    "Wie weich das Fenster beginnt und endet. Eine harte Kante (Rechteck) fügt Töne hinzu, die "
    "niemand gesprochen hat; das weichste (Blackman) fügt die wenigsten hinzu, macht die Töne aber "
    "etwas unscharf."
)
IMAGE_LEVELS = "Helligkeit"
IMAGE_LEVELS_CHOICES = {"decibels": "Dezibel", "power": "Leistung"}
IMAGE_LEVELS_INFO = (
    "Dezibel zählen in Verhältnissen, wie unsere Ohren. Bei der bloßen Leistung sieht man nur die "
    "lautesten Stellen."
)
IMAGE_AXIS = "Töne"
IMAGE_AXIS_CHOICES = {"hertz": "in Hertz", "mel": "in Mel"}
IMAGE_AXIS_INFO = (
    "Für das Spektrogramm und die Dreiecke. In Mel klingen gleiche Schritte gleich groß: "
    "Tiefe Töne bekommen mehr Platz."
)
IMAGE_COLOURS = "Farben"
IMAGE_COLOURS_CHOICES = {
    "magma": "Magma",
    "viridis": "Viridis",
    "cividis": "Cividis",
    "gray": "Grau",
}
IMAGE_COLOURS_INFO = "Nur für unsere Augen: Das Netz bekommt die Zahlen, keine Farben."
IMAGE_ONLY_LOOKS = "Nur das Aussehen hat sich geändert: Die Zahlen sind noch immer die des Netzes."
IMAGE_POWER = "Leistung"
IMAGE_POWER_SHOWN = (
    "<strong>Das ist die bloße Leistung</strong>: Außer den lautesten Stellen ist alles dunkel."
)
IMAGE_MEL_AXIS = "Ton (Hz, Mel-Skala)"
IMAGE_WEIGHT_AXIS = "Gewicht"
IMAGE_ALT_BANDS = "{count} Dreiecke nebeneinander, jedes ein Mel-Band über seinen Tönen."
IMAGE_BANDS_WIDER = (
    "Jedes Dreieck ist ein Band und sagt, wie viel jeder Ton darin zählt. Sie werden breiter, weil "
    "100 Hz mehr für unsere Ohren bei 200 Hz ein großer Schritt sind und bei 5.000 Hz kaum einer: "
    "Das tiefste Band ist {low:,.0f} Hz breit, das höchste {high:,.0f} Hz."
)
IMAGE_BANDS_EQUAL = (
    "Jedes Dreieck ist ein Band und sagt, wie viel jeder Ton darin zählt. Auf der Mel-Skala sind "
    "alle gleich breit; in Hertz ist das tiefste {low:,.0f} Hz breit und das höchste "
    "{high:,.0f} Hz."
)

IMAGE_COUNT = "Warum {n_mels} Zahlen alle {hop:g} ms?"
IMAGE_COUNT_SUM = (
    "<b>{samples:,}</b> Zahlen Klang ({seconds:g} s) <i>werden zu</i> <b>{rows} × {columns}</b> "
    "(Bänder × Spalten) <i>=</i> <b>{numbers:,}</b> Zahlen Bild"
)
IMAGE_COUNT_FEWER = (
    "Der Klang hat {times:.1f} Mal so viele Zahlen wie das Bild: So viel weniger muss sich das "
    "Netz ansehen."
)
IMAGE_COUNT_MORE = (
    "Mit diesen Einstellungen wird nichts gespart: Der Klang selbst hat nicht mehr Zahlen."
)
IMAGE_COUNT_LOST = (
    "Weggeworfen wird, wo im Fenster jede Welle ihren Berg hat (ihre <em>Phase</em>); das hören "
    "wir kaum. Und welcher Ton innerhalb eines Bandes es war; darum verschwimmt die Melodie der "
    "Stimme."
)
IMAGE_COUNT_ENOUGH = (
    "Was ein Wort ausmacht, ist noch da. Ein Vokal dauert etwa {vowel} ms: Das sind {columns:.0f} "
    "Spalten. Ob es ein „e“ oder ein „o“ ist, verraten die Töne, bei denen der Mund "
    "mitschwingt (seine <em>Formanten</em>). Sie liegen mehrere Hundert Hertz auseinander, und "
    "Bänder in der Nähe von {tone} Hz sind nur {width:.0f} Hz breit."
)
IMAGE_COUNT_FEW_COLUMNS = (
    "Das ist zu wenig für ein Wort: Ein Vokal dauert etwa {vowel} ms und bekommt bei solchen "
    "Schritten nicht mehr als {columns:.0f} Spalten."
)
IMAGE_COUNT_WIDE_BANDS = (
    "Das ist zu wenig, um Vokale gut zu unterscheiden: Sie unterscheiden sich in den Tönen, bei "
    "denen der Mund mitschwingt (<em>Formanten</em>), mehrere Hundert Hertz auseinander, und "
    "Bänder in der Nähe von {tone} Hz sind {width:.0f} Hz breit."
)

IMAGE_LISTEN = "Was ist im Bild noch übrig?"
IMAGE_LISTEN_TEXT = (
    "Wir können auch zurückgehen: von den {rows} × {columns} Zahlen des Mel-Spektrogramms zum "
    "Klang. Die weggeworfenen Phasen müssen erraten werden. Der Computer beginnt mit irgendwelchen "
    "und verbessert sie {rounds} Mal, bis der Klang fast dasselbe Bild ergibt (<em>Griffin und "
    "Lim</em>, 1984)."
)
IMAGE_LISTEN_BUTTON = "Das Bild anhören"
IMAGE_ORIGINAL = "Die ursprüngliche Sekunde"
IMAGE_LEFT = "Was im Bild übrig ist"
IMAGE_LISTEN_HINT = (
    "Beide sind gleich laut. Ändere jetzt die Einstellungen: Mit wie wenigen Bändern oder wie "
    "langen Schritten verstehst du das Wort noch?"
)
IMAGE_CANNOT_LISTEN = (
    "Mit diesen Einstellungen lässt sich kein Klang zusammensetzen: Die Fenster müssen sich zur "
    "Hälfte überlappen. Wähl einen Schritt von höchstens {most:g} ms oder ein längeres Fenster."
)

# Break it

BREAK_TAB = "Härtetest"
BREAK_QUESTION = "Wie viel hält er aus?"
BREAK_LEAD = (
    "Leg ein Geräusch über deine Aufnahme, oder mach sie schneller, quetsch sie zusammen, schick "
    "sie durch ein Telefon. Hör zu: Verstehst du sie noch? Und der Computer?"
)
BREAK_PART = (
    "Deine Aufnahme ist lang. Hier prüfst du {seconds:g} Sekunden davon, rund um die Stelle, aus "
    "der die Antwort kommt."
)
BREAK_KIND = "Welches Geräusch?"
BREAK_KINDS = {
    "hiss": "Rauschen",
    "rain": "Regen",
    "hum": "Brummen",
    "voices": "Stimmen",
    "music": "Musik",
    "birds": "Vögel",
}
BREAK_KIND_TELLS = {
    "hiss": "Alle Töne auf einmal, gleich stark: weißes Rauschen.",
    "rain": "Alle Töne auf einmal, die tiefen stärker: rosa Rauschen.",
    "hum": "Ein schlechter Stecker: die 50 Hz des Stromnetzes und ihre Obertöne, alles tiefe Töne.",
    "voices": "Ein voller Schulhof: sechs erfundene Stimmen mit Silben, die nichts bedeuten.",
    "music": "Erfundene Noten, jede mit Obertönen, wie eine Stimme sie hat.",
    "birds": "Erfundenes Pfeifen: ein einzelner Ton, der kommt, geht und gleitet.",
}
BREAK_LEVEL = "Wie laut ist das Geräusch? (dB über deiner Stimme)"
BREAK_LEVEL_INFO = "−40: kein Geräusch. 0: so laut wie deine Stimme. +20: zehnmal so hohe Wellen."
BREAK_OTHERS = "Was sonst mit einem Klang passieren kann"
BREAK_SPEED = "Tempo (Faktor)"
BREAK_SPEED_INFO = "1: wie es war"
BREAK_PITCH = "Tonhöhe (Halbtöne)"
BREAK_PITCH_INFO = "0: wie es war; 12: eine Oktave"
BREAK_SHIFT = "Verschiebung (Sekunden)"
BREAK_SHIFT_INFO = "0: wie es war; 0,1: später"
BREAK_ECHO = "Hall (Sekunden)"
BREAK_ECHO_INFO = "0: keiner; 3: eine Kirche"
BREAK_VOLUME = "Lautstärke (dB)"
BREAK_VOLUME_INFO = "0: wie es war; −20: ein Zehntel"
BREAK_CLIPPING = "Übersteuern (dB zu laut)"
BREAK_CLIPPING_INFO = "0: nicht; 20: Spitzen gekappt"
BREAK_MP3 = "MP3 (kbit/s)"
BREAK_MP3_INFO = "64: nicht gequetscht"
BREAK_TELEPHONE = "Telefon"
BREAK_TELEPHONE_INFO = "aus: wie es war; an: nur 300 bis 3.400 Hz"
BREAK_REVERSED = "Rückwärts"
BREAK_REVERSED_INFO = "aus: wie es war; an: vom Ende zum Anfang"
BREAK_RESET = "Alles zurücksetzen"
BREAK_FIND = "Schwächste Stelle finden"
BREAK_SEARCHING = "Ich probiere jede Änderung, jede allein, erst ein wenig, dann mehr …"
BREAK_FOUND = (
    "<strong>Die schwächste Stelle: {change}.</strong> Das sind {share:.0f}\N{NO-BREAK SPACE}% vom "
    "Weg des Reglers. Dann ist die Antwort nicht mehr „{answer}“, sondern „{other}“. Die Regler "
    "stehen jetzt dort: Hör zu!"
)
BREAK_NOT_FOUND = (
    "<strong>Nichts bringt ihn davon ab.</strong> Ich habe jede Änderung allein probiert, von ein "
    "wenig bis zum Ende ihres Reglers: Die Antwort bleibt „{answer}“. Probier mehrere zusammen!"
)
BREAK_AMOUNTS = {
    "reversed": "rückwärts",
    "speed": "Tempo mal {amount:g}",
    "pitch": "Tonhöhe {amount:+g} Halbtöne",
    "shift": "Verschiebung um {amount:+g} s",
    "echo": "Hall von {amount:g} s",
    "hiss": "Rauschen bei {amount:+g} dB",
    "rain": "Regen bei {amount:+g} dB",
    "hum": "Brummen bei {amount:+g} dB",
    "voices": "Stimmen bei {amount:+g} dB",
    "music": "Musik bei {amount:+g} dB",
    "birds": "Vögel bei {amount:+g} dB",
    "volume": "Lautstärke {amount:+g} dB",
    "clipping": "Übersteuerung um {amount:g} dB",
    "telephone": "Telefon",
    "mp3": "MP3 mit {amount:g} kbit/s",
}
BREAK_CHANGED = "Geändert: {changes}."
BREAK_UNCHANGED = "Nichts ist geändert: Das ist deine Aufnahme."
BREAK_SORRY = (
    "Hier ist etwas schiefgegangen, und du kannst nichts dafür. Probier eine andere Einstellung."
)
BREAK_LISTEN = "Der Klang, den der Computer bekommt"

BREAK_CHART = "Wo gibt er auf?"
BREAK_CHART_TELL = (
    "Wie laut darf das Geräusch werden, bis die Antwort eine andere ist? Rate zuerst! Dann lass "
    "den Computer jede Lautstärke ausprobieren; alle anderen Änderungen bleiben, wie sie sind."
)
BREAK_CHART_TRY = "Alle Lautstärken ausprobieren"
BREAK_CHART_TRYING = "Ich probiere eine Lautstärke nach der anderen …"
BREAK_HOLDS = "Er bleibt bei „{answer}“, bis {loud} ({level} dB). Dann sagt er „{other}“."
BREAK_AS_LOUD = "das Geräusch so laut ist wie deine Stimme"
BREAK_LOUDER = "die Wellen des Geräuschs {times:.1f} Mal so hoch sind wie die deiner Stimme"
BREAK_SOFTER = (
    "die Wellen des Geräuschs {percent:.0f}\N{NO-BREAK SPACE}% so hoch sind wie die deiner Stimme"
)
BREAK_NEVER = (
    "Er bleibt bei jedem Pegel bei „{answer}“, selbst wenn die Wellen des Geräuschs {times:.0f} "
    "Mal so hoch sind wie die deiner Stimme."
)
BREAK_BACK = "Bei noch lauterem Geräusch ändert er seine Meinung noch einmal."
BREAK_ALREADY = "Schon wegen der anderen Änderungen sagt er „{answer}“."
BREAK_CHART_CAPTION = (
    "Nach rechts wird das Geräusch lauter; alle anderen Änderungen bleiben, wie du sie eingestellt "
    "hast. Ein Wort zählt, solange seine Linie über der waagerechten Linie liegt und direkt "
    "daneben nichts anderes zu hören ist. Wo der Hintergrund dunkler ist, hat er aufgegeben."
)
BREAK_CHART_CAPTION_HELD = (
    "Nach rechts wird das Geräusch lauter; alle anderen Änderungen bleiben, wie du sie eingestellt "
    "hast. Ein Wort zählt, solange seine Linie über der waagerechten Linie liegt und direkt "
    "daneben nichts anderes zu hören ist."
)
BREAK_CHART_ALT = "Sicherheit je nach Pegel des Geräuschs ({noise}). {scores} {sentence}"
BREAK_CHART_ALT_SCORES = "Bei {level} dB: {list}."
BREAK_CHART_ALT_QUIET = "Ohne Geräusch: {list}."
BREAK_LEVEL_AXIS = "Geräusch über deiner Stimme (dB)"
BREAK_SCORE_AXIS = "Sicherheit (%)"
BREAK_NO_NOISE = "ohne"
BREAK_NEEDED = "nötig: {needed}"
BREAK_NOW = "jetzt"
BREAK_GIVES_UP = "gibt auf"

BREAK_SEEN = "Was vom Klang übrig ist"
BREAK_SEEN_CAPTION = (
    "Der geänderte Klang als Welle und als Bild. Je lauter das Geräusch, desto mehr vom Bild des "
    "Wortes geht darin unter."
)

# Explain

EXPLAIN_TAB = "Erklären"
EXPLAIN_LEAD = (
    "Das Netz hat sich ein Bild von einer Sekunde deines Klangs angesehen. Welcher Teil davon gab "
    "den Ausschlag? Farbe zeigt, wo es etwas gefunden hat, das für ein Wort spricht; je kräftiger, "
    "desto mehr."
)
EXPLAIN_WHY = "Warum „{label}“?"
EXPLAIN_BECAUSE = "„{word}“, weil …"
EXPLAIN_METHOD = "Wie wir es herausfinden"
EXPLAIN_METHODS = {
    "integrated_gradients": "Einblenden",
    "occlusion": "Abdecken",
}
EXPLAIN_METHOD_TEXTS = {
    "integrated_gradients": (
        "<strong>Einblenden</strong> (Integrated Gradients): Das Bild taucht in {steps} kleinen "
        "Schritten aus der Stille auf. Bei jedem Schritt fragen wir, welche Zahlen die Antwort "
        "ändern, wenn sie ein wenig wachsen, und zählen das zusammen. Alle Teile zusammen, dafür "
        "und dagegen, ergeben die ganze Antwort."
    ),
    "occlusion": (
        "<strong>Abdecken</strong> (Occlusion): Ein Fleck des Bildes wird stumm gemacht, und das "
        "Netz sieht noch einmal hin; dann der nächste Fleck, bis jede Stelle abgedeckt war. Wo "
        "das Abdecken einem Wort am meisten schadet, ist seine Farbe am kräftigsten."
    ),
}
EXPLAIN_MOST = (
    "Am meisten für „{word}“ sprach etwas bei {time:.2f} Sekunden, in der Nähe von {hertz:,} Hz."
)
EXPLAIN_HARDLY = "Für „{word}“ sprach kaum etwas."
EXPLAIN_NEITHER = "So hat keines der Wörter das Netz überzeugt."
EXPLAIN_TRUST = "Wann solltest du diesen Bildern nicht trauen?"
EXPLAIN_TRUST_TEXT = (
    "Die beiden Wege können sich widersprechen, denn sie stellen verschiedene Fragen: Der eine "
    "sieht einzelne Zahlen an, der andere ganze Flecken, und wo zwei Teile dasselbe sagen, ändert "
    "es wenig, nur einen abzudecken. Beide zeigen, was <em>dieses</em> Netz benutzt hat, nicht, "
    "was ein „yes“ zum „yes“ macht: Ein anderes Netz sieht vielleicht woanders hin. Glaub einer "
    "Stelle, wenn beide Wege sie zeigen und die zwei Versuche unten dazu passen."
)
EXPLAIN_CAPTION = "Grau: das Bild, je lauter, desto dunkler. Farbe: was für das Wort sprach."
EXPLAIN_CAPTION_DARK = "Grau: das Bild, je lauter, desto heller. Farbe: was für das Wort sprach."
EXPLAIN_ALT = (
    "Die beurteilte Sekunde als Schallwelle und als Bild, einmal für jedes Wort; eingefärbt ist, "
    "was für dieses Wort sprach."
)
EXPLAIN_TIME_AXIS = "Zeit in der beurteilten Sekunde (s)"
EXPLAIN_SILENCE = (
    "In dieser Aufnahme war nichts zu hören, darum wurde das Netz gar nicht erst gefragt. Es gibt "
    "nichts zu erklären. Nimm unter „Hören“ ein Wort auf, oder wähl dort ein Beispiel."
)
EXPLAIN_SORRY = (
    "Hier ist etwas schiefgegangen, und du kannst nichts dafür. Der Rest der Seite funktioniert "
    "weiter."
)

EXPLAIN_ONLY = "Reicht das schon?"
EXPLAIN_ONLY_TEXT = (
    "Jetzt ist alles stumm außer den Teilen, die am meisten für „{word}“ sprachen. Verstehst du es "
    "noch? Und das Netz?"
)
EXPLAIN_SHARE = "Wie viel vom Bild übrig ist (%)"
EXPLAIN_SHARE_INFO = "die Teile, die am meisten dafür sprachen, kommen zuerst"
EXPLAIN_ONLY_LISTEN = "Nur die Teile, auf die es ankam"
EXPLAIN_ONLY_CAPTION = "Hell: was übrig ist. Der Rest ist stumm."
EXPLAIN_ONLY_ALT = (
    "Was übrig ist: {percent:.0f} Prozent des Bildes, von {start:.2f} bis {end:.2f} Sekunden."
)
EXPLAIN_ONLY_NOTHING = "Für „{word}“ sprach nichts, also ist nichts übrig."

EXPLAIN_MUTE = "Mach selbst einen Teil stumm"
EXPLAIN_MUTE_TEXT = (
    "Nimm etwas weg und sieh, ob der Computer seine Meinung ändert. Was ist der kleinste Teil, "
    "ohne den er nicht auskommt?"
)
EXPLAIN_FROM = "Stumm ab (Sekunden)"
EXPLAIN_FROM_INFO = "wo der stumme Teil beginnt"
EXPLAIN_TO = "bis (Sekunden)"
EXPLAIN_TO_INFO = "zieh zum Anfangen diesen Regler nach rechts"
EXPLAIN_LOW = "Töne ab (Hz)"
EXPLAIN_LOW_INFO = "0: vom tiefsten an"
EXPLAIN_HIGH = "Töne bis (Hz)"
EXPLAIN_HIGH_INFO = "ganz rechts: bis zum höchsten"
EXPLAIN_RESET = "Nichts stumm machen"
EXPLAIN_MUTE_LISTEN = "Mit dem stummen Teil"
EXPLAIN_MUTE_ALT = "Stumm: {start:.2f} bis {end:.2f} Sekunden, {low:,.0f} bis {high:,.0f} Hertz."
EXPLAIN_MUTE_NOTHING = "Noch ist nichts stumm."

EXPLAIN_STAYS = "Die Antwort bleibt"
EXPLAIN_CHANGES = "Die Antwort war „{before}“. Jetzt ist sie"
EXPLAIN_SCORES = "Die Sicherheit, vorher (blass) und jetzt"
EXPLAIN_BEFORE = "vorher"
EXPLAIN_NOW = "jetzt"
EXPLAIN_ANSWER = "Antwort"

EXPLAIN_STAGES = "Was sieht jede Stufe des Netzes?"
EXPLAIN_STAGES_TEXT = (
    "Das Bild geht von Stufe zu Stufe durch das Netz. Jede Stufe macht viele kleine Bilder daraus, "
    "eines für jedes Merkmal, nach dem sie zu suchen gelernt hat. Hier sind ein paar, die "
    "lebhaftesten."
)
EXPLAIN_STAGE_NAMES = {
    "image": "Bild",
    "stem": "Erster Blick",
    "stage_1": "Stufe 1",
    "stage_2": "Stufe 2",
    "stage_3": "Stufe 3",
    "stage_4": "Stufe 4",
    "head": "Alle Töne zusammen",
    "scores": "Sicherheit",
    "conv1": "Erste Schicht",
    "conv2": "Zweite Schicht",
    "fc1": "Dritte Schicht",
}
EXPLAIN_STAGE_TEXTS = {
    "image": "Eine Sekunde Klang: die Zeit nach rechts, die Töne nach oben, hell ist laut.",
    "stem": "Kanten: wo ein Ton beginnt, endet, steigt oder fällt.",
    "stage_1": "Jeder Punkt sieht sich seine Nachbarn an: Aus Kanten können kleine Formen werden.",
    "stage_2": "Gröber in den Tönen, weiter in der Zeit: ungefähr einen Sprachlaut weit.",
    "stage_3": "Noch gröber und noch weiter: wie ein Sprachlaut auf den anderen folgt.",
    "stage_4": "Jede Spalte kann eine halbe Sekunde weit nach beiden Seiten sehen: über das ganze "
    "Wort.",
    "head": "Die Zeilen werden zusammengefasst: eine Zeile für jedes gesuchte Merkmal, über die "
    "Zeit.",
    "scores": "Aus dem Mittelwert über die Zeit wird eine Zahl für jede Klasse. Die höchste "
    "gewinnt.",
    "conv1": "Kanten: wo ein Ton beginnt, endet, steigt oder fällt.",
    "conv2": "Kanten nebeneinander werden zu Formen.",
    "fc1": "Alles zusammen in wenigen Zahlen: Die hellen haben gefunden, was sie suchen.",
}
EXPLAIN_SHAPE_IMAGE = "{rows} × {columns} Zahlen"
EXPLAIN_SHAPE = "{channels} Bilder mit {rows} × {columns}"
EXPLAIN_SHAPE_NUMBERS = "{rows} Zahlen"
EXPLAIN_SHAPE_SCORES = "{channels} Werte"
EXPLAIN_STAGE_ALT = "{name}, Bild {number} von {channels}."
EXPLAIN_STAGE_ALT_ALL = "{name}, alles davon."


# Live

LIVE_TAB = "Live"
LIVE_TITLE = "Denk dir ein Tier. Ich rate es!"
LIVE_LEAD = (
    "Ich frage, du antwortest laut und ohne Knopf: „yes“ oder „no“. Dabei siehst du, was ich höre."
)
LIVE_START = "Zuhören starten"
LIVE_STOP = "Stopp"
LIVE_PRIVATE = "Was du sagst, wird gehört und sofort vergessen. Nichts davon wird gespeichert."
LIVE_PICTURE = "Was gerade zu hören ist, als laufendes Bild; darunter eine Linie für jedes Wort."
LIVE_LEGEND = (
    "Oben: der Klang als Bild. Unten: wie gut jedes Wort passt. "
    "An der gestrichelten Linie zählt ein Wort."
)
LIVE_WORDS = "Wörter, die ich gehört habe"
LIVE_NO_WORDS = "Jedes Wort erscheint hier, sobald du es gesagt hast."
LIVE_HEAR = "Anhören"
LIVE_EXPLAIN = "Erklären"
LIVE_FULL = (
    "<strong>Mehr Leuten kann ich nicht gleichzeitig zuhören.</strong> Warte, bis jemand aufhört, "
    "und drücke noch einmal auf „Zuhören starten“."
)
LIVE_SILENT = (
    "<strong>Ich höre nicht mehr zu,</strong> weil fünf Minuten lang niemand gesprochen hat. "
    "Drücke auf „Zuhören starten“, um weiterzumachen."
)
LIVE_CLOSED = (
    "<strong>Die Verbindung ist zu Ende.</strong> Drücke auf „Zuhören starten“, um "
    "weiterzumachen. Wenn das nicht hilft, lade die Seite neu."
)
LIVE_SAY = "Sag „{confirm}“ oder „{decline}“, oder drücke darauf."
LIVE_QUESTION = "Frage {number}"
LIVE_GUESS = "Ich rate"
LIVE_IS_IT = "Ist es {animal}?"
LIVE_STAGES = {
    "ready": ("Denk dir ein Tier und verrate es nicht", "Bereit? Sag „{confirm}“."),
    "won": ("Ich habe es erraten!", "Noch einmal?"),
    "lost": ("Du hast gewonnen", "Dein Tier kenne ich nicht. Bring es mir bei!"),
    "learned": ("Danke, jetzt kenne ich es", "Noch einmal?"),
}
LIVE_TEACH_ANIMAL = "Welches Tier war es?"
LIVE_TEACH_ANIMAL_EXAMPLE = "eine Fledermaus"
LIVE_TEACH_QUESTION = "Was kann ich fragen, damit Ja dein Tier heißt und Nein {animal}?"
LIVE_TEACH_QUESTION_EXAMPLE = "Hängt es mit dem Kopf nach unten?"
LIVE_TEACH = "Beibringen"
LIVE_AGAIN = "Noch einmal spielen"
LIVE_STEPS = ("1. Klang → Wort", "2. Wort → Bedeutung", "3. Bedeutung → Handlung")
LIVE_BUTTON = "ein Knopf"
LIVE_INTENTS = {
    "confirm": "Zustimmung",
    "decline": "Ablehnung",
    "not_understood": "Nicht verstanden",
}
LIVE_ACTIONS = {
    "ask": "Ich stelle die nächste Frage",
    "guess": "Ich rate das Tier",
    "win": "Ich freue mich",
    "give_up": "Ich gebe auf und will lernen",
    "begin": "Ich warte auf das nächste Spiel",
    "repeat": "Bitte sag es noch einmal!",
    "wait": "Ich warte auf das, was du schreibst",
}


# Beibringen

TEACH_TAB = "Beibringen"
TEACH_PART = "Eigene Wörter"
TEACH_TITLE = "Bring mir deine eigenen Wörter bei"
TEACH_LEAD = (
    "Schreib zwei bis acht Wörter auf, in irgendeiner Sprache. Dann sag jedes ein paarmal. "
    "Ich lerne sie in Sekunden."
)
TEACH_WORD = "Ein eigenes Wort"
TEACH_EXAMPLES = (
    "hallo",
    "tschüss",
    "vielleicht",
    "bitte",
    "danke",
    "links",
    "rechts",
    "nochmal",
)
TEACH_ADD = "Noch ein Wort"
TEACH_REMOVE = "Dieses Wort entfernen"
TEACH_GOAL = "Versuche pro Wort"
TEACH_RECORD = "Aufnehmen"
TEACH_PAUSE = "Pause"
TEACH_HOLD = "Gedrückt halten"
TEACH_FILES = "Dateien"
TEACH_TRAIN = "Beibringen!"
TEACH_OPEN = "Modell oder Zip öffnen"
TEACH_FORGET = "Alles löschen"
TEACH_FORGET_SURE = "Alle Wörter und Aufnahmen löschen?"
TEACH_PRIVATE = (
    "Deine Aufnahmen bleiben nur im Arbeitsspeicher und werden vergessen, wenn du die Seite "
    "schließt."
)
TEACH_READY = "Gleich geht es los …"
TEACH_NOW = "Jetzt sagen!"
TEACH_HEARING = "Ich höre zu …"
TEACH_GOT = "Hab ich."
TEACH_NOTHING = "Ich habe nichts gehört. Sag es noch einmal!"
TEACH_STOPPED = (
    "Ich habe nichts gehört. Ist das Mikrofon an und nah genug? Dann drück noch einmal auf "
    "„Aufnehmen“."
)
TEACH_NAMES = "Schreib zuerst mindestens zwei Wörter auf."
TEACH_PROGRESS = "{done} von {all}"
TEACH_ROOMS = {
    "quiet": "Der Raum ist leise.",
    "fine": "Der Raum ist nicht ganz leise; das geht.",
    "loud": "Der Raum ist laut: Geh nah ans Mikrofon.",
}
TEACH_HEAR = "Versuch {number} von „{word}“ anhören."
TEACH_DELETE = "Versuch {number} von „{word}“ löschen."
TEACH_STRAY = "Er klingt nicht wie die anderen."
TEACH_CHANGED = (
    "Seitdem haben sich Wörter oder Versuche geändert. Drück noch einmal auf „Beibringen!“, um "
    "sie zu benutzen."
)
TEACH_RESULT = "So gut habe ich es gelernt"
TEACH_RIGHT = (
    "Ich habe {count} deiner {of} Versuche richtig gehört: {share}. Jeden hat ein Modell "
    "beurteilt, das alle anderen gelernt hatte. Mit viel mehr Versuchen läge es höchst"
    "wahrscheinlich zwischen {low} und {high} (95-%-Intervall)."
)
TEACH_WELL = (
    "Kein Wort fällt als schwierig auf. Probier es jetzt mit jemandem, der es mir nicht "
    "beigebracht hat!"
)
TEACH_HELP = "Was helfen würde"
TEACH_TRY = "Ausprobieren"
TEACH_MIXES = "Was verwechsle ich?"
TEACH_MIXES_TEXT = "Drück auf eine Zahl, um ihre Versuche zu hören."
TEACH_SAID = "gesagt ↓, Antwort →"
TEACH_MAP = "Eine Karte deiner Versuche"
TEACH_MAP_TEXT = (
    "Jeder Punkt ist ein Versuch. Was für mich ähnlich klingt, liegt nah beieinander. Drück auf "
    "einen Punkt, um ihn zu hören; ein Ring zeigt einen, den ich nicht richtig gehört habe."
)
TEACH_POINT = "Versuch {number} von „{word}“, gehört als „{answer}“."
TEACH_TAKE = "Nimm es mit nach Hause"
TEACH_TAKE_TEXT = (
    "Zieh die Datei an einem anderen Tag auf diese Seite, oder öffne sie in Python mit load(). "
    "Im Zip sind eure Stimmen: Gib es niemandem, der sie nicht haben soll."
)
TEACH_TAKE_ZIP = "Modell mit Aufnahmen (Zip)"
TEACH_TAKE_MODEL = "Nur das Modell"
TEACH_TAKE_ONNX = "Modell für andere Programme (ONNX)"
TEACH_FILE = "meine-woerter"


# From the beginning

BEGIN_TAB = "Von Anfang an"
BEGIN_QUESTION = "Wie lernt ein Computer hören?"
BEGIN_LEAD = (
    "Hier fängt ein Netz an, das nichts weiß: Alle seine Zahlen sind zufällig. Es hört Aufnahmen, "
    "rät, erfährt die richtige Antwort und ändert seine Zahlen ein wenig. Sieh ihm zu."
)
BEGIN_EXAMPLES = (
    "Es lernt von {n} Aufnahmen mit 27 künstlichen Stimmen. 9 andere Stimmen prüfen es."
)
BEGIN_FOLDER = (
    "Zum Lernen gibt es {n:,} Aufnahmen in dem Ordner, mit dem diese Seite gestartet wurde. "
    "Andere Stimmen prüfen es."
)
BEGIN_NETWORK = "Netz"
BEGIN_NETWORKS = {"bc-resnet": "unseres", "lesson": "CNN aus dem Unterricht"}
BEGIN_NETWORK_TELLS = {
    "bc-resnet": "BC-ResNet, schmaler als auf den anderen Seiten. Es lernt die Wörter, und was "
    "keines davon ist.",
    "lesson": "Es lernt nur die Wörter, wie im Unterricht: Es kann nie „keines davon“ sagen.",
}
BEGIN_RATE = "Lernrate"
BEGIN_RATE_TELLS = (
    "Wie weit jede Zahl bei jedem Schritt verschoben wird. Zu wenig dauert ewig; bei zu viel "
    "läuft es an dem vorbei, was es sucht."
)
BEGIN_AUGMENT = "Augmentierung"
BEGIN_AUGMENT_CHOICES = {"on": "an", "off": "aus"}
BEGIN_AUGMENT_TELLS = {
    "on": "Es hört jede Aufnahme jedes Mal ein wenig anders: schneller, mit Rauschen, mit Hall.",
    "off": "Es hört jede Aufnahme jedes Mal genau gleich.",
}
BEGIN_EPOCHS = "Epochen"
BEGIN_EPOCHS_INFO = "Wie oft es alle Aufnahmen hört"
BEGIN_RECORDINGS = "Aufnahmen"
BEGIN_RECORDINGS_INFO = "Von wie vielen es höchstens lernt"
BEGIN_START = "Training starten"
BEGIN_STOP = "Hier aufhören"
BEGIN_CANCEL = "Abbrechen"
BEGIN_EMPTY = "Wähle aus und drücke auf „Training starten“. Hier wachsen dann zwei Kurven."
BEGIN_PHASES = {
    "waiting": "Gerade trainieren andere. Du kommst dran.",
    "reading": "Es liest die Aufnahmen …",
    "training": "Epoche {epoch}",
    "comparing": "Es macht eine Prüfung, und das fertige Modell macht dieselbe …",
}
BEGIN_SECONDS_LEFT = "noch etwa {seconds} Sekunden"
BEGIN_MINUTES_LEFT = "noch etwa {minutes:.1f} Minuten"
BEGIN_ACCURACY = "Genauigkeit: wie viele Antworten stimmen"
BEGIN_LOSS = "Verlust: wie weit die Antworten daneben liegen"
BEGIN_TRAINING = "Aufnahmen, von denen es lernt"
BEGIN_VALIDATION = "Stimmen, die es nie gehört hat"
BEGIN_GUESSING = "geraten"
BEGIN_EPOCH_AXIS = "Epoche"
BEGIN_ALT_LINE = "{kind}, Epoche für Epoche: {values}."
BEGIN_STORY = "Was ist passiert?"
BEGIN_LEARNED = (
    "Am Anfang hat es geraten. Am Ende stimmten {accuracy} seiner Antworten auf Stimmen, die es "
    "nie gehört hatte ({right} von {of})."
)
BEGIN_NOT_LEARNED = {
    "any": "Es hat nichts gelernt, was Raten nicht auch ergäbe. Versuche eine andere Lernrate, "
    "mehr Epochen oder mehr Aufnahmen.",
    "lesson": "Es hat nichts gelernt, was Raten nicht auch ergäbe. Das kommt beim Netz aus dem "
    "Unterricht vor: Wo seine letzte Schicht nur Nullen sagt, verrät ihm nichts, wie es besser "
    "wird. Versuche eine andere Lernrate oder mehr Aufnahmen.",
}
BEGIN_BY_HEART = (
    "<strong>Es fing an, auswendig zu lernen:</strong> Nach Epoche {epoch} stieg der Verlust bei "
    "neuen Stimmen wieder, während er bei den eigenen Aufnahmen weiter fiel. Das nennt man "
    "Überanpassung (Overfitting)."
)
BEGIN_GAP = (
    "<strong>Es kennt seine eigenen Aufnahmen besser als neue Stimmen:</strong> {own} gegen "
    "{new}. Es hat zum Teil diese Aufnahmen auswendig gelernt und nicht die Wörter. Das nennt man "
    "Überanpassung (Overfitting)."
)
BEGIN_GAP_HELP = {
    "on": "Mehr Aufnahmen von mehr Stimmen würden helfen.",
    "off": "Versuche es mit Augmentierung oder mit mehr Aufnahmen: Dann lässt sich weniger "
    "auswendig lernen.",
}
BEGIN_UNFINISHED = "Es wurde am Ende noch besser: Mehr Epochen können helfen."
BEGIN_GOOD = (
    "Die beiden Kurven bleiben dicht beieinander: Was es gelernt hat, gilt auch für neue Stimmen."
)
BEGIN_GOOD_TRY = {
    "on": "Versuche es jetzt ohne Augmentierung oder mit weniger Aufnahmen.",
    "off": "Versuche es jetzt mit weniger Aufnahmen.",
}
BEGIN_KEPT = (
    "Behalten werden die Zahlen von Epoche {epoch}, wo der Verlust bei neuen Stimmen am "
    "kleinsten war."
)
BEGIN_STOPPED = "Abgebrochen. Nichts wurde behalten."
BEGIN_BROKEN = "Hier ging etwas schief, und du kannst nichts dafür. Bitte versuche es noch einmal."
BEGIN_COMPARE = "Neben dem fertigen Modell"
BEGIN_COMPARED = (
    "Beide hörten dieselben {n} Aufnahmen von Stimmen, von denen das neue nie gelernt hat. Das "
    "fertige hat stundenlang von Zehntausenden Aufnahmen gelernt."
)
BEGIN_NOT_COMPARED = (
    "Das Modell dieser Seite kennt andere Wörter, darum lassen sich die beiden nicht vergleichen."
)
BEGIN_OWN = "das neue"
BEGIN_SHIPPED = "das fertige"
BEGIN_FALSE = "Ein anderes Wort wurde gesagt, und es antwortet trotzdem"
BEGIN_USE = "Dieses Modell benutzen"
BEGIN_USED = (
    "<strong>Ab jetzt antwortet das neue Modell,</strong> unter „Hören“ und überall sonst. Nimm "
    "dort ein Wort auf. Mit der Leiste oben kommst du zurück."
)


# The page without a server: demo/static

LANGUAGE_NAME = "Deutsch"
STATIC_LANGUAGE = "Sprache"
STATIC_LOADING = "Einen Moment …"
STATIC_RECORD = "Aufnehmen"
STATIC_STOP = "Stopp"
STATIC_OPEN = "Tondatei öffnen"
STATIC_LIVE = "Live zuhören"
STATIC_LIVE_STOP = "Nicht mehr zuhören"
STATIC_LIVE_HINT = "Ich höre zu. Sag <em>yes</em> oder <em>no</em>, wann immer du magst."
STATIC_LIVE_WORDS = "Was ich gehört habe"
STATIC_PRIVACY = (
    "Alles geschieht in dieser Seite. Nichts, was du sagst, verlässt dieses Gerät, und "
    "nichts wird aufbewahrt."
)
STATIC_CANNOT = (
    "<strong>Dieser Browser ist zu alt für diese Seite.</strong> Bitte öffne sie in einem "
    "aktuellen Firefox, Chrome, Edge oder Safari."
)
