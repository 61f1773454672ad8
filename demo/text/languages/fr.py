"""Every word that a pupil reads on the page, in French.

The spaces before : ; ? ! % » and after « are no-break spaces, as French printing wants.
"""

# How numbers are written

THOUSANDS = "\N{NARROW NO-BREAK SPACE}"
DECIMAL_POINT = ","

# The frame of the page

TITLE = "Yes ou no ?"
LEAD = "Dis un mot anglais. L’ordinateur écoute, regarde le son et te dit ce qu’il a entendu."
LISTEN_TAB = "Écouter"
LOOK_TAB = "Regarder"
LESSON = "Pour les enseignants : une séance de 45 minutes"
LESSON_OWN_WORDS = "Pour les enseignants : une deuxième séance, avec ses propres mots"

NO_SECURE_ADDRESS = (
    "<strong>Ici, le microphone est coupé.</strong> Les navigateurs ne le donnent qu’aux adresses "
    "sécurisées, et celle-ci commence par http. Demande à ton professeur de lancer la page avec "
    "un certificat (l’adresse commence alors par https) ou de l’ouvrir sur son propre ordinateur "
    "à l’adresse http://localhost. Les exemples et tes fichiers audio marchent ici aussi."
)
MICROPHONE_REFUSED = (
    "<strong>Le navigateur n’a pas donné accès au microphone.</strong> Clique sur le petit "
    "symbole à gauche de l’adresse de la page, autorise le microphone et appuie de nouveau sur "
    "Enregistrer. Les exemples et les fichiers audio marchent sans microphone."
)
MICROPHONE_MISSING = (
    "<strong>Aucun microphone trouvé.</strong> Branches-en un et appuie de nouveau sur "
    "Enregistrer. Les exemples et les fichiers audio marchent sans microphone."
)
MICROPHONE_FRAMED = (
    "<strong>Ici, le navigateur ne donne pas accès au microphone,</strong> car cette page se "
    "trouve dans une autre. <a href='' target='_blank' rel='noopener'>Ouvre la page dans sa "
    "propre fenêtre</a> et enregistre là. Les exemples et les fichiers audio marchent ici aussi."
)
SERVER_LOST = (
    "<strong>L’ordinateur qui fait marcher cette page ne répond pas.</strong> Est-il encore "
    "allumé, et le réseau est-il là ? Quand il répondra de nouveau, recharge la page."
)
UPLOAD_LARGE = (
    "<strong>Ce fichier est trop gros.</strong> Une minute de son suffit : choisis-en un "
    "plus court, ou enregistre un mot toi-même."
)
UPLOAD_FAILED = (
    "<strong>L’enregistrement n’est pas arrivé à l’ordinateur qui fait marcher cette page,"
    "</strong> il n’y a donc pas de réponse. Efface-le et essaie encore ; si cela se reproduit, "
    "dis-le à la personne qui a lancé la page."
)

# Which model answers

MODEL_OWN = "<strong>C’est ton propre modèle qui répond :</strong> {words}."
MODEL_SHIPPED = "<strong>C’est le premier modèle qui répond :</strong> {words}."
MODEL_CHANGE = "Passer à {words}"
MODEL_CHANGE_ALIKE = {"own": "Passer à ton propre modèle", "shipped": "Passer au premier modèle"}

# Listen

RECORDER = "Ton enregistrement"
CONTROLS = {
    "Upload file": "Fichier",
    "Record audio": "Micro",
    "Select input device": "Choisir le micro",
    "Adjust volume": "Volume",
    "Adjust playback speed": "Changer la vitesse",
    "Skip backwards": "Un peu en arrière",
    "Skip forward": "Un peu en avant",
    "Reset audio": "Rétablir l’enregistrement",
    "Trim audio to selection": "Couper à la sélection",
}
RECORDER_HINT = (
    "Appuie sur Enregistrer, dis <em>yes</em> ou <em>no</em>, appuie sur Arrêter. "
    "L’enregistrement est oublié quand tu fermes la page."
)
RECORDER_HINT_OWN = (
    "Appuie sur Enregistrer, dis un de tes mots ({words}), appuie sur Arrêter. "
    "L’enregistrement est oublié quand tu fermes la page."
)
EXAMPLES = "Pas de microphone ? Essaie un exemple :"
EXAMPLE_NAMES = {
    "yes_low": "yes, voix grave",
    "yes_high": "yes, voix aiguë",
    "no_low": "no, voix grave",
    "no_high": "no, voix aiguë",
    "yes_then_no": "yes, puis no",
    "stop": "un autre mot",
    "seven": "un nombre",
    "noise": "du bruit",
    "silence": "du silence",
}
WAITING = "Ici, tu liras ce que l’ordinateur a entendu."
BROKEN = "Quelque chose n’a pas marché, et ce n’est pas ta faute. Enregistre encore une fois."
HEARD = "J’ai entendu"
HEARD_SURELY = "Le mot le plus sûr :"
NOT_A_WORD = "De mes mots, ce n’était"
NEITHER = "aucun"  # the answer that is none of the words
SCORES = "À quel point chaque réponse convient. Un mot compte à partir du trait."
SEVERAL = "Il y avait {count} mots :"
SPAN = "de {start:.2f} à {end:.2f} secondes"
ADVICE = "Pour ton prochain enregistrement"
ADVICES = {
    "nothing_recorded": "L’enregistrement est complètement muet : "
    "le microphone est-il allumé et autorisé à écouter ?",
    "silence": "On n’entend qu’un léger bruit de fond : rapproche-toi du microphone et dis le mot.",
    "too_quiet": "L’enregistrement est très faible : "
    "rapproche-toi du microphone ou parle plus fort.",
    "clipped": "Le son est trop fort pour le microphone, il est déformé : "
    "recule un peu ou parle moins fort.",
    "too_short": "L’enregistrement est très court : continue jusqu’à ce que le mot soit fini.",
    "cut_start": "Le début du mot semble coupé : appuie sur Enregistrer, attends un instant, "
    "puis parle.",
    "cut_end": "La fin du mot semble coupée : attends un instant avant d’appuyer sur Arrêter.",
}
ERRORS = {
    "missing": "Il n’y a pas de fichier {path}. Vérifie son nom et son dossier.",
    "not_opened": "{name} ne s’ouvre pas. Choisis un fichier audio que tu as le droit de lire.",
    "no_file": "{name} est un dossier, un tube entre programmes ou un appareil. Choisis un fichier "
    "audio.",
    "not_sent": "Aucun fichier n’a été envoyé. Envoie un fichier audio.",
    "no_recordings": "{path} est un dossier sans enregistrements. Indiques-en un autre.",
    "empty": "{name} est vide : rien n’a été enregistré. Recommence et dis le mot.",
    "not_audio": "{name} n’est pas un fichier audio lisible. Prends du WAV, FLAC, OGG, MP3, M4A ou "
    "WebM.",
    "damaged": "{name} est endommagé : l’enregistrement a été interrompu ou n’a pas été copié en "
    "entier. Recommence l’enregistrement ou la copie.",
    "no_sound": "{name} ne contient aucun son. Choisis un fichier avec du son.",
    "too_long": "{name} dure plus de {seconds:g} secondes. Découpe la partie où se trouve le mot.",
    "too_large": "{name} dépasse {megabytes} Mo. Découpe la partie où se trouve le mot.",
    "too_much": "{name} a {channels} canaux de {rate} échantillons par seconde, plus que ce qui "
    "peut être jugé. Sauvegarde un seul canal à 16000 échantillons par seconde.",
    "too_short": "{name} dure moins de {seconds:g} seconde, c’est trop court pour un mot. "
    "Recommence et attends un instant avant d’appuyer sur Arrêter.",
    "source": "{type} n’est pas un enregistrement. Utilise un chemin, un fichier binaire ouvert ou "
    "des échantillons avec leur fréquence, par exemple (16000, samples).",
    "no_rate": "Des échantillons seuls ne disent pas à quelle vitesse ils se suivent. Utilise-les "
    "avec leur fréquence, par exemple (16000, samples).",
    "sample_type": "Des échantillons de type {type} ne sont pas du son. Utilise float32, int16, "
    "int32, int8 ou uint8.",
    "shape": "Des échantillons de forme {shape} ne sont pas du son. Utilise (n,) ou (n, canaux).",
    "sample_rate": "{name} a {rate} échantillons par seconde, mais un enregistrement de voix en a "
    "entre {slowest} et {fastest}. Recommence l’enregistrement, par exemple à 16000.",
    "no_numbers": "{name} contient des valeurs qui ne sont pas du son. Sauvegarde-le de nouveau "
    "en WAV 16 bits.",
}
RECORDING = "L’enregistrement"  # in an error: one that has no file name
MODEL_ERRORS = {
    "missing": "Il n’y a pas de fichier de modèle {path}.",
    "too_large": "{name} est plus grand que tout modèle que cette page peut ouvrir.",
    "foreign": "{name} n’est pas un fichier de modèle d’ici. Choisis-en un téléchargé ici.",
    "too_new": "{name} vient d’une version plus récente de ce programme (format {format}, cette "
    "version lit jusqu’à {known}).",
    "damaged": "{name} est endommagé. Copie ou télécharge le fichier encore une fois.",
    "reserved": "Dans {name}, un mot s’appelle « {word} » : c’est déjà une réponse.",
    "no_torch": "Il faut PyTorch, qui n’est pas installé ici : pip install torch torchaudio.",
    "foreign_zip": "{name} n’est pas un zip d’un modèle et de ses enregistrements. Choisis-en un "
    "téléchargé ici.",
}
TEACH_ERRORS = {
    "n_words": "On peut apprendre de {fewest} à {most} mots, et il y en a {n}. Ajoute ou retire "
    "des mots.",
    "no_name": "Un mot n’a pas de nom. Écris ce qui est dit.",
    "long_name": "« {word} » a plus de {most} lettres. Choisis un nom plus court.",
    "reserved": "Aucun mot ne peut s’appeler « {word} » : c’est déjà une réponse. Choisis un autre "
    "nom.",
    "same_name": "Deux mots s’appellent « {word} ». Donne à chacun son propre nom.",
    "n_tries": "Il y a {n} essais de « {word} », mais il en faut de {fewest} à {most}. Ajoute ou "
    "retire des essais.",
    "nothing_heard": "Dans l’essai {number} de « {word} », on n’entend rien. Rapproche-toi du "
    "micro et recommence.",
    "cut_off": "L’essai {number} de « {word} » commence ou finit au milieu du mot. Recommence avec "
    "un instant de silence avant et après.",
    "too_long": "L’essai {number} de « {word} » est trop long. Dis un seul mot court, sans pause.",
    "several_words": "Dans l’essai {number} de « {word} », il y a plus d’un mot. Recommence et ne "
    "dis le mot qu’une fois.",
    "noisy_room": "Dans l’essai {number} de « {word} », la pièce est presque aussi bruyante que le "
    "mot. Attends qu’elle soit plus calme, ou rapproche-toi du microphone.",
    "far_away": "L’essai {number} de « {word} » est beaucoup plus faible que les autres. Était-ce "
    "quelqu’un d’autre dans la pièce ? Rapproche-toi du microphone et recommence.",
    "other_images": "{name} ne peut rien apprendre : il regarde d’autres images que le réseau "
    "prévu pour cela. Prends le modèle fourni avec ce projet.",
}
TEACH_WARNINGS = {
    "too_few": "Il n’y a que {n} essais de « {word} ». Avec {enough} ou plus, de préférence de "
    "plusieurs personnes, la réponse sera plus sûre.",
    "alike": "« {word} » et « {other} » se ressemblent pour l’ordinateur. Prononcez-les plus "
    "distinctement, ou choisissez un autre mot.",
    "stray": "L’essai {number} de « {word} » ne ressemble pas aux autres. Écoute-le, et "
    "efface-le s’il est raté.",
}
QUOTED = "« {word} »"  # one of several words

SURE = (  # at this score or above; the program adds a colon, which wants a space before it
    (0.97, "J’en suis tout à fait sûr\N{NO-BREAK SPACE}"),
    (0.90, "J’en suis assez sûr\N{NO-BREAK SPACE}"),
    (0.00, "Je crois bien\N{NO-BREAK SPACE}"),
)
REASONS = {
    "silence": "C’était si faible que je n’ai rien entendu.",
    "noise": "J’ai entendu un son, mais pas de mot.",
    "other_word": "J’ai entendu un autre mot.",
    "unsure": "C’est peut-être « {word} » ({percent}), mais je n’en suis pas assez sûr : "
    "il me faut {needed}.",
    "no_pause": "C’est peut-être « {word} », mais il y a un autre son juste avant ou juste après. "
    "Il me faut une courte pause autour du mot, ou être presque certain.",
}
REASON_UNKNOWN = "Je n’ai entendu aucun de mes mots."
SOUNDS_LIKE = "J’ai entendu un autre mot. Il ressemblait un peu à « {word} »."

CHOICE = "À quel point doit-il être sûr ?"
CHOICES = {"strict": "Strict", "balanced": "Équilibré", "eager": "Audacieux"}
CHOICE_MEANINGS = {
    "strict": "Strict : ne répond qu’à partir de {needed} ; plus de mots lui échappent.",
    "balanced": "Équilibré : répond à partir de {needed}.",
    "eager": "Audacieux : répond dès {needed} ; se laisse tromper plus souvent.",
}

OVER = "plus de {percent}"
UNDER = "moins de {percent}"
JUDGED = "jugé"

# Pictures, told to those who cannot see them

CAPTION_STORY = (
    "En haut : l’onde sonore. En bas : le même son en image, les sons graves en bas, "
    "les sons aigus en haut, clair là où c’est fort."
)
CAPTION_WORDS = "La partie marquée est ce que j’ai entendu."
CAPTION_NEITHER = "La partie marquée est ce que j’ai jugé."
ALT_STORY = (
    "Onde sonore en haut et spectrogramme mel en bas, {seconds:.2f} secondes sur le même axe du "
    "temps."
)
ALT_WAVEFORM = "Onde sonore de {seconds:.2f} secondes."
ALT_SPECTROGRAM = (
    "Spectrogramme de la seconde jugée, fréquences de 0 à 8\N{NARROW NO-BREAK SPACE}000 hertz."
)
ALT_MEL = "Spectrogramme mel de la seconde jugée."
ALT_MFCC = "MFCC de la seconde jugée : une ligne par nombre, une colonne par instant."
ALT_LOUDEST = "Le son est le plus fort à {time:.2f} secondes, près de {hertz:.0f} hertz."
ALT_MARK = "« {label} » est marqué de {start:.2f} à {end:.2f} secondes."

TIME_AXIS = "temps (secondes)"
WAVE_AXIS = "pression"
TONE_AXIS = "fréquence (Hz)"
MFCC_AXIS = "numéro"
DECIBELS = "dB"

# Look

NO_RECORDING = (
    "Il n’y a pas encore d’enregistrement. Dans l’onglet Écouter, fais-en un ou choisis un exemple."
)
GO_TO_LISTEN = "Aller à Écouter"
AIR_PART = "De l’air aux nombres"
IMAGE_PART = "Des nombres à l’image"
SAMPLE_RATE = "fréquence d’échantillonnage"
CHANNELS = "canaux"
LENGTH = "durée"
HERTZ = "{hertz:,} Hz"
SECONDS = "{seconds:.2f} s"
MIXED = "Les canaux sont mélangés en un seul."
RESAMPLED = "Pour le réseau, le son est converti à {hertz:,} échantillons par seconde."

WAVEFORM = "1. Forme d’onde"
WAVEFORM_TEXT = (
    "Le son, c’est de l’air qui vibre. Le microphone mesure la pression de l’air {rate:,} fois "
    "par seconde ; chaque mesure est un nombre, un <em>échantillon</em>. Haut veut dire fort, "
    "plat veut dire faible. Le réseau juge la partie marquée ({window:g} seconde) : c’est elle que "
    "tu vois plus bas."
)
SPECTROGRAM = "2. Spectrogramme"
SPECTROGRAM_TEXT = (
    "Une fenêtre de {window:g} ms glisse le long du son par pas de {hop:g} ms. À chaque pas, nous "
    "mesurons la force de chaque fréquence dans la fenêtre (une <em>transformée de Fourier</em>) "
    "et nous la dessinons en une colonne : les sons graves en bas, les sons aigus en haut, "
    "d’autant plus clair que c’est fort."
)
MEL = "3. Spectrogramme mel"
MEL_TEXT = (
    "Nos oreilles distinguent mieux les sons graves entre eux que les sons aigus. L’échelle mel "
    "fait pareil : elle additionne les fréquences en {n_mels} bandes, étroites en bas et larges "
    "en haut."
)
MEL_OF_NETWORK = (
    "<strong>C’est exactement l’image que reçoit le réseau</strong> : {rows} × {columns} nombres, "
    "décalés pour que leur moyenne soit 0."
)
MEL_CHANGED = "<strong>L’image que reçoit le réseau en est une autre.</strong>"
EMPTY_BANDS = (
    "Bandes vides : {count}. Une fenêtre aussi courte ne peut pas séparer les fréquences aussi "
    "finement ; essaie une fenêtre plus longue, ou moins de bandes."
)
MFCC = "4. MFCC"
MFCC_TEXT = (
    "Les anciens programmes de reconnaissance vocale faisaient un pas de plus. Ils décrivaient "
    "la forme de chaque colonne par {n_mfcc} nombres seulement (<em>coefficients cepstraux sur "
    "l’échelle mel</em>) : le numéro 0 dit à quel point c’est fort, et il est si grand que sa "
    "couleur sort de l’échelle ; le numéro 1 dit s’il y a plus de graves ou plus d’aigus ; les "
    "autres décrivent des ondulations plus fines. Notre réseau n’a pas besoin de cette étape."
)
GAPS = "Les pas sont plus longs que la fenêtre : entre deux fenêtres, le son n’est pas regardé."

SETTINGS = "Change la façon dont le son devient une image"
WINDOW = "Fenêtre (ms)"
WINDOW_INFO = "longue : fréquences nettes ; courte : instants nets"
HOP = "Pas (ms)"
HOP_INFO = "de combien la fenêtre avance d’une colonne à la suivante"
MELS = "Bandes mel"
MELS_INFO = "le nombre de lignes du spectrogramme mel"
SAME_AS_NETWORK = (
    "Ce sont les réglages du réseau : fenêtre de {window:g} ms ({function}), pas de {hop:g} ms, "
    "{n_mels} bandes, décibels."
)
NOT_AS_NETWORK = (
    "Maintenant, les réglages ne sont plus ceux du réseau (fenêtre de {window:g} ms ({function}), "
    "pas de {hop:g} ms, {n_mels} bandes, décibels). "
    "Seules les images ci-dessous changent ; la réponse ne change pas."
)
BACK_TO_NETWORK = "Revenir aux réglages du réseau"

SHAPE_WAVEFORM = "Tenseur de forme {shape} : un nombre par échantillon."
SHAPE_SPECTROGRAM = "Tenseur de forme {shape} : {rows} fréquences, {columns} colonnes."
SHAPE_MEL = "Tenseur de forme {shape} : {rows} bandes, {columns} colonnes."
SHAPE_MFCC = "Tenseur de forme {shape} : {rows} nombres, {columns} colonnes."
CODE = "La même chose en Python (torchaudio)"

# Report card

REPORT_TAB = "Bulletin"
NEEDS_PYTORCH = (
    "Cette partie a besoin de PyTorch, qui n’est pas installé ici : "
    "<code>pip install torch torchaudio captum</code>, puis redémarrer la page."
)
REPORT_LEAD = (
    "Ici, c’est l’ordinateur qui reçoit des notes. Il a passé un examen avec des personnes qu’il "
    "n’avait jamais entendues. Chaque nombre de cette page vient des fichiers que l’examen a "
    "produits."
)
REPORT_LESSON = "CNN de la leçon"
REPORT_COUNTS = "{low} à {high} ; {count} sur {of}"
REPORT_RATES = "{low} à {high} ; {count} en {hours} heures"
REPORT_NOT_MEASURED = "pas mesuré"
REPORT_MISSING = "Ce chiffre n’est pas là : le fichier {file} manque."
REPORT_NO_METRICS = "Ce chiffre n’est pas là : le fichier {file} du modèle n’en contient aucun."
REPORT_UNREADABLE = "Ce chiffre n’est pas là : ce que l’évaluation a écrit est illisible."
REPORT_BROKEN = (
    "Quelque chose n’a pas marché, et ce n’est pas ta faute. Le reste de la page continue de "
    "fonctionner."
)

REPORT_RIGHT = "A-t-il souvent raison ?"
REPORT_RIGHT_TEXT = (
    "{name} a entendu {of} enregistrements de {words}. La partie claire d’une barre montre "
    "jusqu’où le hasard pourrait déplacer son extrémité ; les nombres entre parenthèses disent la "
    "même chose (intervalle à 95 %)."
)
REPORT_SHARES = {
    "forced_choice": "Il doit choisir un des mots, et choisit le bon",
    "accepted_and_right": "Il a raison, et il est assez sûr pour le dire",
    "taken_for_the_wrong_word": "Il dit un des mots, mais pas le bon",
}

REPORT_MIXES = "Que confond-il ?"
REPORT_MIXES_TEXT = (
    "En ligne, ce qui a été dit ; en colonne, ce que l’ordinateur a répondu. Les bonnes "
    "réponses sont sur la diagonale ; tous les autres nombres comptent des erreurs. Appuie sur un "
    "nombre encadré pour entendre un exemple."
)
REPORT_SAID = "dit"
REPORT_ANSWERED = "réponse « {label} »"
REPORT_HEAR = "{count:,} fois, la réponse à « {said} » a été « {answered} ». Écouter un exemple"
REPORT_EXAMPLE = "Dit : « {said} ». L’ordinateur répond : « {answered} ». Nos exemples de ce cas :"
REPORT_TAKEN = "Autres mots qu’il a pris pour un des siens : {words}."
REPORT_TAKEN_NONE = "Il n’a pris aucun autre mot pour un des siens."
REPORT_TIMES = "« {word} » ({count} fois)"
REPORT_ONCE = "« {word} » (une fois)"

REPORT_TRUST = "Est-ce que 90 % veut dire 90 % ?"
REPORT_TRUST_TEXT = (
    "Chaque cercle est un groupe de réponses : plus il y en a, plus il est grand. À quel point "
    "l’ordinateur était-il sûr (vers la droite), et avait-il souvent raison (vers le haut) ? Sur "
    "la ligne, il se connaît bien ; sous la ligne, il est trop sûr de lui. En moyenne, l’écart est "
    "de {error} points de pourcentage."
)
REPORT_TRUST_SHORT = (
    "Les nombres à côté des cercles comptent les réponses ; quand il y en a peu, le cercle peut "
    "tromper."
)
REPORT_TRUST_OTHER = "L’écart ailleurs : {list}."
REPORT_CALIBRATIONS = {
    "clean": "dans des pièces calmes",
    "noisy": "dans le bruit",
    "never-heard words": "avec des mots jamais entendus à l’entraînement",
}
REPORT_POINTS = "{name} {error} points"
REPORT_SURE_AXIS = "certitude (%)"
REPORT_RIGHT_AXIS = "réponses justes (%)"
REPORT_TRUST_ALT = "Diagramme de fiabilité. {groups}"
REPORT_TRUST_GROUP = "{of} réponses : sûr à {score}, juste dans {right} des cas."

REPORT_NOISE = "Combien de bruit supporte-t-il ?"
REPORT_NOISE_TEXT = (
    "Vers la droite, le bruit augmente : à 0 dB, il est aussi fort que le mot. Le plus difficile "
    "pour l’ordinateur : {noise}, à {snr} dB. Il choisit alors le bon mot dans {share} des cas, "
    "et le dit dans {accepted}."
)
REPORT_NOISE_LESSON = (
    "Le CNN de la leçon doit toujours choisir, même là où personne n’a rien dit : il n’a donc pas "
    "de courbe en tirets."
)
REPORT_NOISE_NO_LESSON = (
    "Le CNN de la leçon n’est pas dessiné : il n’a pas été mesuré dans le bruit."
)
REPORT_NOISES = {
    "everyday": "bruits du quotidien",
    "music": "musique",
    "voices": "beaucoup de voix",
    "hiss": "souffle",
}
REPORT_CHOOSES = "choisit le bon mot"
REPORT_SAYS = "et est assez sûr pour le dire"
REPORT_GUESSING = "au hasard"
REPORT_QUIET = "aucun"
REPORT_NOISE_AXIS = "avance du mot sur le bruit (dB)"
REPORT_NOISE_SHARE_AXIS = "juste (%)"
REPORT_NOISE_ALT = "Une courbe par type de bruit. {kinds}"
REPORT_NOISE_KIND = (
    "{noise} : le bon mot est choisi dans {clean} des cas sans bruit et dans {loud} à {snr} dB."
)
REPORT_NOISE_KIND_LESSON = "Le CNN de la leçon : {clean} et {loud}."

REPORT_OUTSIDE = "Et quand c’est moins facile ?"
REPORT_OUTSIDE_TEXT = (
    "Les mêmes personnes redisent {words} dans une pièce calme, mais moins bien que demandé. "
    "Reconnus et acceptés :"
)
REPORT_OUTSIDE_ROWS = {
    "pauses": "avec une pause avant et après",
    "start": "tout au début : {seconds} s après le début de l’enregistrement",
    "end": "tout à la fin : {seconds} s avant l’arrêt",
    "late_start": "les {milliseconds} premières ms manquent : enregistrement commencé trop tard",
    "tone": "un long son juste avant",
    "beep": "un bip juste avant",
    "click": "un clic juste avant",
    "murmur": "« mm » juste avant",
    "knock": "deux coups à la porte juste avant",
    "childlike": "une voix d’enfant, imitée : tout {percent} % plus aigu",
    "overlap": "quelqu’un d’autre parle aussi, {decibels} dB moins fort",
}
REPORT_STREAM = (
    "Un flux de {minutes} minutes de paroles et de bruits avec {of} mots dedans : {missed} "
    "n’ont pas été entendus, et {false} fois il a répondu alors que personne n’avait dit l’un"
    " de ses mots."
)
REPORT_STREAM_OTHERS = (
    "Dans un test publié de même forme (MLPerf Tiny : un mot d’éveil, dit 50 fois en 20 minutes), "
    "le modèle de référence en a manqué {missed} et a répondu {false} fois sans raison. Le mot et "
    "les sons étaient autres : ce n’est pas une course."
)
REPORT_STREAM_NOISE = (
    "Dans le bruit, le mot {decibels} dB plus fort : s’il peut se tromper une fois par heure, il "
    "manque {often} des mots ; une fois en dix heures, {rare}. Publié pour de longs mots d’éveil, "
    "une fois en dix heures : {others}."
)

REPORT_FOOLED = "Par quoi se laisse-t-il tromper ?"
REPORT_FOOLED_TEXT = (
    "Ici, personne n’a dit aucun des mots {words}, et pourtant il a parfois répondu par un mot. "
    "Plus il est strict, moins il se laisse tromper, et plus il y a de mots qui lui échappent."
)
REPORT_FOOLED_LESSON = (
    "Le {name} n’a pas ce réglage : il répond à presque tout par un mot, car il ne peut pas "
    "répondre « aucun »."
)
REPORT_FALSE_ALARMS = {
    "speech": "D’autres gens qui parlent : fausses alertes par heure",
    "noise": "Bruit et musique : fausses alertes par heure",
    "other_words": "Autres mots isolés : pris pour un des siens",
    "noises": "Bruits courts : pris pour un mot",
}
REPORT_FOOLED_TEST = (
    "Dans l’examen dont parlent les deux premières questions, il a répondu par un mot à :"
)
REPORT_FOOLED_KINDS = {
    "other_words": "d’autres mots",
    "noise": "du bruit",
    "silence": "presque du silence",
}

REPORT_TRAINED = "Avec qui et avec quoi s’est-il entraîné ?"
REPORT_TRAINED_TEXT = (
    "{speakers} personnes ont dit des mots pour lui, dans beaucoup de pièces, avec leurs propres "
    "microphones (Speech Commands, de Pete Warden et Google). Il a parcouru {rounds} fois les "
    "sons ci-dessous, ce qui a pris {minutes} minutes. Ce que tu dis sur cette page n’y est "
    "jamais ajouté."
)
REPORT_RECORDINGS = "Enregistrements"
REPORT_WORD = "« {word} »"
REPORT_OTHER_WORDS = "autres mots des mêmes personnes"
REPORT_KINDS = {
    "words": "autres mots isolés d’autres personnes",
    "speech": "gens qui parlent ({minutes} minutes)",
    "noise": "bruit et musique ({minutes} minutes)",
}
REPORT_SYNTHETIC = "{words} dits par des voix de synthèse"
REPORT_SPEAKERS = (
    "Il ne comprend pas tout le monde également bien : pour {n} personnes, il a compris en moyenne "
    "{mean} des mots de chacune, mais {worst} seulement chez le dixième le moins bien compris."
)

REPORT_OWN = "Ton propre modèle : {words}"
REPORT_OWN_TEXT = (
    "Personne d’autre ne l’a encore testé. Voici combien de fois chaque essai a été bien entendu "
    "par un modèle qui avait appris tous les autres essais. L’onglet « Enseigner » en dit plus. "
    "Avec d’autres personnes, il se trompera plus souvent qu’avec celles qui l’ont instruit."
)
REPORT_OWN_LIMIT = (
    "Il connaît {words} comme l’ont dit ceux qui l’ont instruit. Laisse d’autres l’instruire "
    "aussi, et il les entendra mieux."
)
REPORT_OWN_NOT_MEASURED = "Personne n’a mesuré combien de fois ce modèle a raison."
REPORT_CANNOT = "Que ne sait-il pas faire ?"
REPORT_LIMITS = (
    "Il connaît {words} comme les ont dits les personnes dont les enregistrements ont servi à "
    "l’entraîner. Les voix d’enfants, les accents et les chuchotements étaient imités par un "
    "ordinateur, à l’entraînement comme aux tests : avec de vrais, rien n’a été mesuré, ni avec le "
    "chant.",
    "Il n’est pas parfait quand on parle sans s’arrêter, et il peut prendre un mot qui sonne "
    "presque pareil pour l’un des siens : regarde les taux ci-dessus.",
    "Il lui faut un mot avec une pause avant et après. Au milieu d’une phrase, un mot peut lui "
    "échapper.",
    "Les enregistrements ne disent rien de l’âge, du sexe ou de l’origine des personnes : on ne "
    "peut donc rien dire de l’équité entre les groupes.",
    "Il ne doit rien décider d’important : ni un consentement, ni une urgence, ni un examen.",
)


# Class tally

TALLY_TITLE = "Bilan de la classe"
TALLY_LEAD = (
    "Tous les essais de cette page sont notés ici. Dis d’un clic ce que cela aurait dû être, et "
    "regarde si l’ordinateur a souvent raison avec vous. La liste reste sur cette page : elle est "
    "oubliée quand tu fermes la page."
)
TALLY_EMPTY = "Encore aucun essai. Enregistre un mot, ou choisis un exemple."
TALLY_NOT_JUDGED = "Clique sur ce qui a vraiment été dit, et l’ordinateur recevra ses notes."
TALLY_RIGHT = (
    "L’ordinateur a eu raison dans {count} essais sur {of} : {share}. Si vous continuiez encore "
    "et encore, il finirait très probablement entre {low} et {high} (intervalle à 95 %)."
)
TALLY_TRIES = "Essais, le plus récent d’abord"
TALLY_NUMBER = "essai"
TALLY_TIME = "heure"
TALLY_HEARD = "l’ordinateur a entendu"
TALLY_WAS = "cela aurait dû être"
TALLY_WAS_OF = "Essai {number} : qu’est-ce que cela aurait dû être ?"
TALLY_GOOD = "juste"
TALLY_BAD = "faux"
TALLY_SCORE = "score"
TALLY_COMPARED = "Ta classe comparée au bulletin"
TALLY_CLASS = "ta classe"
TALLY_CARD = "bulletin"
TALLY_WORDS = "{words} : bien reconnus"
TALLY_OTHERS = "tout le reste : réponse « {neither} »"
TALLY_COUNTS = "{low} à {high} ; {count} sur {of}"
TALLY_NONE = "pas essayé"
TALLY_NO_CARD = "pas mesuré"
TALLY_MIXES = "Qu’est-ce qui a été confondu dans ta classe ?"
TALLY_SAID = "dit"
TALLY_ANSWERED = "réponse « {label} »"
TALLY_FULL = "Seuls les {most} derniers essais sont gardés."
TALLY_DOWNLOAD = "Télécharger le tableau (CSV)"
TALLY_FILE = "bilan-de-la-classe.csv"
TALLY_CLEAR = "Effacer le bilan"

# Look: from air to numbers

AIR_QUESTION = "Comment l’air devient-il des nombres ?"
AIR_LEAD = (
    "Le son, c’est de l’air qui vibre. Un ordinateur mesure encore et encore la pression de l’air "
    "et note chaque mesure comme un nombre. À quel rythme doit-il mesurer, et avec quelle "
    "finesse ? Choisis, regarde et écoute."
)
AIR_RATE = "Rythme : échantillons par seconde"
AIR_FILTER = "Filtrer d’abord (anti-repliement)"
AIR_FILTER_INFO = "enlève les sons trop aigus pour si peu d’échantillons"
AIR_BITS = "Finesse : bits par échantillon"
AIR_BITS_INFO = "un bit de moins : deux fois moins de valeurs possibles"
AIR_ZOOM = "Zoom"
AIR_ZOOM_INFO = "0 : tout l’enregistrement ; 10 : 2 millièmes de seconde"
AIR_PLACE = "Où (secondes)"
AIR_PLACE_INFO = "le milieu de ce que tu vois, une fois que tu as zoomé"

AIR_RATE_ALL = (
    "<strong>{rate:,} échantillons par seconde</strong> rendent toutes les fréquences jusqu’à la "
    "moitié de ce nombre, {half:,} Hz."
)
AIR_RATE_FILTERED = (
    "<strong>{rate:,} échantillons par seconde</strong> ne rendent que les fréquences jusqu’à la "
    "moitié de ce nombre. Au-dessus de {half:,} Hz, il ne reste rien : le filtre a tout enlevé, et "
    "le son est étouffé."
)
AIR_RATE_ALIASED = (
    "<strong>{rate:,} échantillons par seconde</strong> ne rendent que les fréquences jusqu’à la "
    "moitié de ce nombre. Sans le filtre, les fréquences au-dessus de {half:,} Hz n’ont pas "
    "disparu : elles reviennent, fausses et plus graves (c’est le <em>repliement</em>) : "
    "{high:,} Hz devient {low:,} Hz."
)
AIR_BITS_ENOUGH = (
    "<strong>{bits} bits</strong> distinguent {values:,} valeurs : c’est si fin qu’on n’entend "
    "pas l’arrondi."
)
AIR_BITS_HISS = (
    "<strong>{bits} bits</strong> distinguent {values:,} valeurs ; ce son en utilise {used:,}. "
    "L’arrondi ajoute un bruit, {decibels:.0f} dB sous le son. En règle générale, chaque bit de "
    "moins le rend plus fort de 6 dB."
)
AIR_BITS_NOTHING_LEFT = (
    "<strong>{bits} bits</strong> distinguent {values:,} valeurs, et chaque échantillon est plus "
    "proche de 0 que de la valeur suivante : il ne reste que du silence. Les enregistrements "
    "faibles ont besoin de plus de bits."
)
AIR_BEFORE = "Avant"
AIR_AFTER = "Après"
AIR_DIFFERENCE = "Seulement la différence"
AIR_NO_DIFFERENCE = "Il n’y en a pas : rien n’a été perdu."
AIR_QUIETER = "{decibels:.0f} dB plus faible que le son."
AIR_AS_LOUD = "À peu près aussi forte que le son lui-même."
AIR_AMPLIFIED = "Pour que tu l’entendes, elle est jouée {decibels:.0f} dB plus fort."
AIR_JOINED = (
    "Pour jouer les échantillons, on suit la courbe la plus lisse qui passe par eux, celle qui "
    "n’a aucune fréquence au-dessus de la moitié de la fréquence d’échantillonnage. Un son faux "
    "s’entend donc tel qu’il est."
)

AIR_STRENGTH_AXIS = "niveau (dB)"
AIR_HALF = "la moitié : {hertz:,} Hz"
AIR_RATE_CHOICE = "{rate:,}"
AIR_CAPTION = (
    "En haut : l’onde sonore. En bas : la force de chaque fréquence dans tout l’enregistrement. "
    "Pâle : avant. Devant : après."
)
AIR_SEEN = (
    "Tu vois {milliseconds:,.4g} ms : {count:,} échantillons sur {all:,}, à partir du numéro "
    "{first:,}."
)
AIR_STAIRS = "Les marches sont les échantillons : chacun tient jusqu’au suivant."
AIR_DOTS = (
    "Chaque point est un échantillon ; la marche le tient jusqu’au suivant. La courbe pâle, c’est "
    "l’air."
)
AIR_ALT = (
    "Onde sonore de {start:.3f} à {end:.3f} secondes, avant et après la mesure ; dessous, la "
    "force des fréquences jusqu’à {half:,} hertz."
)
AIR_ALT_STRONGEST = "Après la mesure, la fréquence la plus forte est près de {hertz:,.0f} hertz."

AIR_FACTS = "Ton enregistrement en nombres"
AIR_FRAMES = "trames"
AIR_OFFSET = "décalage"
AIR_PEAK = "crête"
AIR_LEVEL = "niveau moyen"
AIR_MEANS_RATE = "le nombre de mesures par seconde"
AIR_MEANS_CHANNELS = "microphones à la fois : 1, c’est mono ; 2, c’est stéréo"
AIR_MEANS_LENGTH = "le nombre de trames divisé par la fréquence d’échantillonnage"
AIR_MEANS_FRAMES = "instants mesurés, avec un échantillon par canal"
AIR_MEANS_OFFSET = "l’écart entre le milieu de l’onde et zéro ; il a été corrigé"
AIR_MEANS_PEAK = "l’onde la plus haute ; à 0 dB, elle toucherait le plafond"
AIR_MEANS_LEVEL = "la force en moyenne ; 6 dB de moins, c’est une onde deux fois moins haute"

# Look: from numbers to an image

IMAGE_QUESTION = "Comment les nombres deviennent-ils une image ?"
IMAGE_LEAD = (
    "Voici ton enregistrement, étape par étape, jusqu’à l’image que reçoit le réseau de neurones. "
    "Change un réglage et observe les images."
)
IMAGE_ANSWER = "La réponse du réseau était <strong>{label}</strong>."
IMAGE_MORE = "Plus de réglages"
IMAGE_WINDOW = "Fonction de fenêtrage"
IMAGE_WINDOW_CHOICES = {
    "hann": "Hann",
    "hamming": "Hamming",
    "blackman": "Blackman",
    "rectangular": "rectangle",
}
IMAGE_WINDOW_INFO = (
    "La douceur avec laquelle la fenêtre commence et finit. Un bord net (rectangle) ajoute "
    "des fréquences que personne n’a prononcées ; le plus doux (Blackman) en ajoute le moins, "
    "mais rend les fréquences un peu floues."
)
IMAGE_LEVELS = "Luminosité"
IMAGE_LEVELS_CHOICES = {"decibels": "décibels", "power": "puissance"}
IMAGE_LEVELS_INFO = (
    "Les décibels comptent en rapports, comme nos oreilles. En simple puissance, on ne voit que "
    "les endroits les plus forts."
)
IMAGE_AXIS = "Fréquences"
IMAGE_AXIS_CHOICES = {"hertz": "en hertz", "mel": "en mel"}
IMAGE_AXIS_INFO = (
    "Pour le spectrogramme et les triangles. En mel, des pas égaux paraissent égaux à l’oreille : "
    "les sons graves ont plus de place."
)
IMAGE_COLOURS = "Couleurs"
IMAGE_COLOURS_CHOICES = {
    "magma": "Magma",
    "viridis": "Viridis",
    "cividis": "Cividis",
    "gray": "Gris",
}
IMAGE_COLOURS_INFO = "Seulement pour nos yeux : le réseau reçoit les nombres, pas de couleurs."
IMAGE_ONLY_LOOKS = "Seule l’apparence a changé : les nombres sont toujours ceux du réseau."
IMAGE_POWER = "puissance"
IMAGE_POWER_SHOWN = (
    "<strong>C’est la simple puissance</strong> : tout est sombre, sauf les endroits les plus "
    "forts."
)
IMAGE_MEL_AXIS = "fréquence (Hz, échelle mel)"
IMAGE_WEIGHT_AXIS = "poids"
IMAGE_ALT_BANDS = "{count} triangles côte à côte, chacun une bande mel sur ses fréquences."
IMAGE_BANDS_WIDER = (
    "Chaque triangle est une bande et dit combien chaque fréquence y compte. Ils s’élargissent, "
    "car 100 Hz de plus sont un grand pas pour nos oreilles à 200 Hz, et presque rien à "
    "5\N{NARROW NO-BREAK SPACE}000 Hz : la bande la plus basse a une largeur de "
    "{low:,.0f} Hz, la plus haute de {high:,.0f} Hz."
)
IMAGE_BANDS_EQUAL = (
    "Chaque triangle est une bande et dit combien chaque fréquence y compte. Sur l’échelle mel, "
    "toutes ont la même largeur ; en hertz, la plus basse est large de {low:,.0f} Hz et la plus "
    "haute de {high:,.0f} Hz."
)

IMAGE_COUNT = "Pourquoi {n_mels} nombres toutes les {hop:g} ms ?"
IMAGE_COUNT_SUM = (
    "<b>{samples:,}</b> nombres de son ({seconds:g} s) <i>deviennent</i> <b>{rows} × {columns}</b> "
    "(bandes × colonnes) <i>=</i> <b>{numbers:,}</b> nombres d’image"
)
IMAGE_COUNT_FEWER = "C’est {times:.1f} fois moins de nombres à regarder pour le réseau."
IMAGE_COUNT_MORE = (
    "Avec ces réglages, on n’économise rien : le son lui-même n’a pas plus de nombres."
)
IMAGE_COUNT_LOST = (
    "Ce qu’on jette : l’endroit de la fenêtre où chaque onde a sa crête (sa <em>phase</em>), qu’on "
    "n’entend presque pas ; et de quelle fréquence de la bande il s’agissait, si bien que la "
    "mélodie de la voix devient floue."
)
IMAGE_COUNT_ENOUGH = (
    "Ce qui fait un mot est toujours là. Une voyelle dure environ {vowel} ms : cela fait "
    "{columns:.0f} colonnes. Si c’est un « è » ou un « o », on le voit aux fréquences auxquelles "
    "la bouche résonne (ses <em>formants</em>). Elles sont distantes de plusieurs centaines de "
    "hertz, et près de {tone} Hz les bandes ne sont larges que de {width:.0f} Hz."
)
IMAGE_COUNT_FEW_COLUMNS = (
    "C’est trop peu pour un mot : une voyelle dure environ {vowel} ms et, avec de tels pas, "
    "n’obtient pas plus de {columns:.0f} colonnes."
)
IMAGE_COUNT_WIDE_BANDS = (
    "C’est trop peu pour bien distinguer les voyelles : elles diffèrent par les fréquences "
    "auxquelles la bouche résonne (les <em>formants</em>), distantes de plusieurs centaines de "
    "hertz, et près de {tone} Hz les bandes sont larges de {width:.0f} Hz."
)

IMAGE_LISTEN = "Que reste-t-il dans l’image ?"
IMAGE_LISTEN_TEXT = (
    "On peut aussi revenir en arrière : des {rows} × {columns} nombres du spectrogramme mel au "
    "son. Les phases qu’on a jetées, il faut les deviner. L’ordinateur part de phases "
    "quelconques et les corrige {rounds} fois, jusqu’à ce que le son donne presque la même image "
    "(<em>Griffin et Lim</em>, 1984)."
)
IMAGE_LISTEN_BUTTON = "Écouter l’image"
IMAGE_ORIGINAL = "La seconde d’origine"
IMAGE_LEFT = "Ce qui reste dans l’image"
IMAGE_LISTEN_HINT = (
    "Les deux sons sont aussi forts l’un que l’autre. Maintenant, change les réglages : avec "
    "combien de bandes au moins, ou des pas de quelle longueur au plus, comprends-tu encore le "
    "mot ?"
)
IMAGE_CANNOT_LISTEN = (
    "Avec ces réglages, on ne peut pas reconstituer de son : les fenêtres doivent se chevaucher "
    "de moitié. Choisis un pas de {most:g} ms au plus, ou une fenêtre plus longue."
)

# Break it

BREAK_TAB = "Piéger"
BREAK_QUESTION = "Que peut-il supporter ?"
BREAK_LEAD = (
    "Ajoute du bruit à ton enregistrement, ou accélère-le, compresse-le, fais-le passer par un "
    "téléphone. Écoute : le comprends-tu encore ? Et l’ordinateur ?"
)
BREAK_PART = (
    "Ton enregistrement est long. Ici, tu en abîmes {seconds:g} secondes, autour de l’endroit "
    "d’où vient la réponse."
)
BREAK_KIND = "Quel bruit ?"
BREAK_KINDS = {
    "hiss": "Souffle",
    "rain": "Pluie",
    "hum": "Ronflement",
    "voices": "Voix",
    "music": "Musique",
    "birds": "Oiseaux",
}
BREAK_KIND_TELLS = {
    "hiss": "Toutes les fréquences à la fois, de même force : du bruit blanc.",
    "rain": "Toutes les fréquences à la fois, les graves plus fortes : du bruit rose.",
    "hum": "Une mauvaise prise : les 50 Hz du courant et leurs harmoniques, tous des sons graves.",
    "voices": "Une cour de récréation pleine : six voix inventées, en syllabes qui ne veulent rien "
    "dire.",
    "music": "Des notes inventées, chacune avec des harmoniques, comme dans une voix.",
    "birds": "Des sifflements inventés : un seul son pur qui vient, s’en va et glisse.",
}
BREAK_LEVEL = "Force du bruit (dB au-dessus de ta voix)"
BREAK_LEVEL_INFO = (
    "−40 : pas de bruit. 0 : aussi fort que ta voix. +20 : ses ondes sont dix fois plus hautes."
)
BREAK_OTHERS = "Ce qui peut encore arriver à un son"
BREAK_SPEED = "Vitesse (fois)"
BREAK_SPEED_INFO = "1 : pareil"
BREAK_PITCH = "Hauteur (demi-tons)"
BREAK_PITCH_INFO = "0 : pareil ; 12 : une octave"
BREAK_SHIFT = "Décalage (s)"
BREAK_SHIFT_INFO = "0 : pareil ; 0,1 : plus tard"
BREAK_ECHO = "Écho (s)"
BREAK_ECHO_INFO = "0 : aucun ; 3 : une église"
BREAK_VOLUME = "Volume (dB)"
BREAK_VOLUME_INFO = "0 : pareil ; −20 : un dixième"
BREAK_CLIPPING = "Écrêtage (dB en trop)"
BREAK_CLIPPING_INFO = "0 : aucun ; 20 : sommets coupés"
BREAK_MP3 = "MP3 (kbit/s)"
BREAK_MP3_INFO = "64 : pas compressé"
BREAK_TELEPHONE = "Téléphone"
BREAK_TELEPHONE_INFO = (
    "décoché : pareil ; coché : seulement de 300 à 3\N{NARROW NO-BREAK SPACE}400 Hz"
)
BREAK_REVERSED = "À l’envers"
BREAK_REVERSED_INFO = "décoché : pareil ; coché : de la fin au début"
BREAK_RESET = "Tout remettre à zéro"
BREAK_FIND = "Trouver le point faible"
BREAK_SEARCHING = "J’essaie chaque changement, un par un, d’abord un peu, puis plus…"
BREAK_FOUND = (
    "<strong>Le point faible : {change}.</strong> C’est {share:.0f} % de la course du "
    "curseur. Alors, la réponse n’est plus « {answer} », mais « {other} ». Les réglages "
    "sont maintenant dans cette position : écoute !"
)
BREAK_NOT_FOUND = (
    "<strong>Rien ne le fait céder.</strong> J’ai essayé chaque changement seul, d’un tout petit "
    "peu jusqu’au bout de son curseur : la réponse reste « {answer} ». Essaies-en plusieurs "
    "ensemble !"
)
BREAK_AMOUNTS = {
    "reversed": "à l’envers",
    "speed": "vitesse × {amount:g}",
    "pitch": "hauteur {amount:+g} demi-ton(s)",
    "shift": "décalage de {amount:+g} s",
    "echo": "écho de {amount:g} s",
    "hiss": "souffle à {amount:+g} dB",
    "rain": "pluie à {amount:+g} dB",
    "hum": "ronflement à {amount:+g} dB",
    "voices": "voix à {amount:+g} dB",
    "music": "musique à {amount:+g} dB",
    "birds": "oiseaux à {amount:+g} dB",
    "volume": "volume {amount:+g} dB",
    "clipping": "écrêtage de {amount:g} dB",
    "telephone": "téléphone",
    "mp3": "MP3 à {amount:g} kbit/s",
}
BREAK_CHANGED = "Changé : {changes}."
BREAK_UNCHANGED = "Rien n’est changé : c’est ton enregistrement."
BREAK_SORRY = "Quelque chose n’a pas marché, et ce n’est pas ta faute. Essaie un autre réglage."
BREAK_LISTEN = "Le son que reçoit l’ordinateur"

BREAK_CHART = "Où abandonne-t-il ?"
BREAK_CHART_TELL = (
    "Jusqu’où peut monter le bruit avant que la réponse change ? Devine d’abord ! Puis laisse "
    "l’ordinateur essayer tous les niveaux ; les autres changements restent comme ils sont."
)
BREAK_CHART_TRY = "Essayer tous les niveaux"
BREAK_CHART_TRYING = "J’essaie un niveau après l’autre…"
BREAK_HOLDS = (
    "Il s’en tient à « {answer} » jusqu’à ce que {loud} ({level} dB). Ensuite, il dit « {other} »."
)
BREAK_AS_LOUD = "le bruit soit aussi fort que ta voix"
BREAK_LOUDER = "les ondes du bruit fassent {times:.1f} fois la hauteur de celles de ta voix"
BREAK_SOFTER = "les ondes du bruit fassent {percent:.0f} % de la hauteur de celles de ta voix"
BREAK_NEVER = (
    "Il s’en tient à « {answer} » à tous les niveaux, même quand les ondes du bruit font "
    "{times:.0f} fois la hauteur de celles de ta voix."
)
BREAK_BACK = "Avec un bruit encore plus fort, il change de nouveau d’avis."
BREAK_ALREADY = "Les autres changements suffisent à lui faire dire « {answer} »."
BREAK_CHART_CAPTION = (
    "Vers la droite, le bruit devient plus fort ; tous les autres changements restent comme tu "
    "les as réglés. Un mot compte tant que sa courbe est au-dessus de la ligne horizontale et "
    "qu’aucun autre son n’est juste à côté. Là où le fond est plus foncé, il a abandonné."
)
BREAK_CHART_CAPTION_HELD = (
    "Vers la droite, le bruit devient plus fort ; tous les autres changements restent comme tu "
    "les as réglés. Un mot compte tant que sa courbe est au-dessus de la ligne horizontale et "
    "qu’aucun autre son n’est juste à côté."
)
BREAK_CHART_ALT = "Scores selon le niveau du bruit ({noise}). {scores} {sentence}"
BREAK_CHART_ALT_SCORES = "À {level} dB : {list}."
BREAK_CHART_ALT_QUIET = "Sans bruit : {list}."
BREAK_LEVEL_AXIS = "bruit au-dessus de ta voix (dB)"
BREAK_SCORE_AXIS = "score (%)"
BREAK_NO_NOISE = "aucun"
BREAK_NEEDED = "il faut {needed}"
BREAK_NOW = "maintenant"
BREAK_GIVES_UP = "abandonne"

BREAK_SEEN = "Ce qui reste du son"
BREAK_SEEN_CAPTION = (
    "Le son changé, en onde et en image. Plus le bruit est fort, plus l’image du mot s’y noie."
)

# Explain

EXPLAIN_TAB = "Expliquer"
EXPLAIN_LEAD = (
    "Le réseau a regardé une image d’une seconde de ton son. Quelle partie a décidé ? La couleur "
    "montre où il a trouvé quelque chose qui parle en faveur d’un mot ; plus elle est forte, plus "
    "il y en a."
)
EXPLAIN_WHY = "Pourquoi « {label} » ?"
EXPLAIN_BECAUSE = "« {word} », parce que"
EXPLAIN_METHOD = "Comment le savoir"
EXPLAIN_METHODS = {
    "integrated_gradients": "faire apparaître",
    "occlusion": "cacher",
}
EXPLAIN_METHOD_TEXTS = {
    "integrated_gradients": (
        "<strong>Faire apparaître</strong> (gradients intégrés, Integrated Gradients) : l’image "
        "sort du silence en {steps} petits pas. À chaque pas, nous cherchons quels nombres font "
        "bouger la réponse quand ils augmentent un peu, et nous additionnons. Toutes les parties "
        "ensemble, pour et contre, font la réponse entière."
    ),
    "occlusion": (
        "<strong>Cacher</strong> (occlusion) : un morceau de l’image devient muet, et le réseau "
        "regarde de nouveau ; puis le morceau suivant, jusqu’à ce que chaque endroit ait été "
        "caché. Là où cacher nuit le plus à un mot, sa couleur est la plus forte."
    ),
}
EXPLAIN_MOST = (
    "Ce qui a le plus parlé en faveur de « {word} » se trouve à {time:.2f} secondes, près de "
    "{hertz:,} Hz."
)
EXPLAIN_HARDLY = "Presque rien n’a parlé en faveur de « {word} »."
EXPLAIN_NEITHER = "Aucun des mots n’a donc pu convaincre le réseau."
EXPLAIN_TRUST = "Quand faut-il se méfier de ces images ?"
EXPLAIN_TRUST_TEXT = (
    "Les deux méthodes peuvent se contredire, car elles posent des questions différentes : l’une "
    "regarde des nombres isolés, l’autre des morceaux entiers ; et là où deux parties disent la "
    "même chose, n’en cacher qu’une change peu. Toutes deux montrent ce que <em>ce</em> réseau a "
    "utilisé, pas ce qui fait qu’un « yes » est un « yes » : un autre réseau regarde peut-être "
    "ailleurs. Fie-toi à un endroit quand les deux méthodes le montrent et que les deux "
    "expériences ci-dessous sont d’accord."
)
EXPLAIN_CAPTION = (
    "Gris : l’image, d’autant plus foncée que c’est fort. Couleur : ce qui a parlé en faveur du "
    "mot."
)
EXPLAIN_CAPTION_DARK = (
    "Gris : l’image, d’autant plus claire que c’est fort. Couleur : ce qui a parlé en faveur du "
    "mot."
)
EXPLAIN_ALT = (
    "La seconde jugée en onde sonore et en image, une fois pour chaque mot, avec en couleur ce qui "
    "a parlé en faveur de ce mot."
)
EXPLAIN_TIME_AXIS = "temps dans la seconde jugée (s)"
EXPLAIN_SILENCE = (
    "Dans cet enregistrement, on n’entendait rien : le réseau n’a même pas été interrogé. Il n’y a "
    "rien à expliquer. Enregistre un mot, ou choisis un exemple dans l’onglet Écouter."
)
EXPLAIN_SORRY = (
    "Quelque chose n’a pas marché, et ce n’est pas ta faute. Le reste de la page continue de "
    "fonctionner."
)

EXPLAIN_ONLY = "Est-ce suffisant ?"
EXPLAIN_ONLY_TEXT = (
    "Maintenant, tout est muet, sauf les parties qui ont le plus parlé en faveur de « {word} ». "
    "Peux-tu encore comprendre le mot ? Et le réseau ?"
)
EXPLAIN_SHARE = "Ce qui reste de l’image (%)"
EXPLAIN_SHARE_INFO = "d’abord les parties qui ont le plus compté"
EXPLAIN_ONLY_LISTEN = "Seulement les parties qui ont compté"
EXPLAIN_ONLY_CAPTION = "Vif : ce qu’on a gardé. Tout le reste est muet."
EXPLAIN_ONLY_ALT = (
    "Ce qui reste : {percent:.0f} pour cent de l’image, de {start:.2f} à {end:.2f} secondes."
)
EXPLAIN_ONLY_NOTHING = "Rien n’a parlé en faveur de « {word} », il ne reste donc rien."

EXPLAIN_MUTE = "À toi de rendre une partie muette"
EXPLAIN_MUTE_TEXT = (
    "Enlève quelque chose et regarde si l’ordinateur change d’avis. Quelle est la plus petite "
    "partie dont il ne peut pas se passer ?"
)
EXPLAIN_FROM = "Muet de (secondes)"
EXPLAIN_FROM_INFO = "le début de la partie muette"
EXPLAIN_TO = "à (secondes)"
EXPLAIN_TO_INFO = "fais glisser vers la droite pour commencer"
EXPLAIN_LOW = "fréquences de (Hz)"
EXPLAIN_LOW_INFO = "0 : à partir de la plus grave"
EXPLAIN_HIGH = "fréquences jusqu’à (Hz)"
EXPLAIN_HIGH_INFO = "tout à droite : jusqu’à la plus aiguë"
EXPLAIN_RESET = "Tout rétablir"
EXPLAIN_MUTE_LISTEN = "Avec la partie muette"
EXPLAIN_MUTE_ALT = "Muet : de {start:.2f} à {end:.2f} secondes, de {low:,.0f} à {high:,.0f} hertz."
EXPLAIN_MUTE_NOTHING = "Rien n’est encore muet."

EXPLAIN_STAYS = "La réponse reste"
EXPLAIN_CHANGES = "La réponse était « {before} ». Maintenant, c’est"
EXPLAIN_SCORES = "Les scores, avant (pâle) et maintenant"
EXPLAIN_BEFORE = "avant"
EXPLAIN_NOW = "maintenant"
EXPLAIN_ANSWER = "réponse"

EXPLAIN_STAGES = "Que voit chaque étage du réseau ?"
EXPLAIN_STAGES_TEXT = (
    "L’image traverse le réseau d’étage en étage. Chaque étage en fait beaucoup de petites images, "
    "une pour chaque chose qu’il a appris à chercher. En voici quelques-unes, les plus animées."
)
EXPLAIN_STAGE_NAMES = {
    "image": "Image",
    "stem": "Premier regard",
    "stage_1": "Étage 1",
    "stage_2": "Étage 2",
    "stage_3": "Étage 3",
    "stage_4": "Étage 4",
    "head": "Toutes les fréquences",
    "scores": "Scores",
    "conv1": "Première couche",
    "conv2": "Deuxième couche",
    "fc1": "Troisième couche",
}
EXPLAIN_STAGE_TEXTS = {
    "image": "Une seconde de son : le temps vers la droite, les fréquences vers le haut, clair "
    "veut dire fort.",
    "stem": "Des bords : là où un son commence, finit, monte ou descend.",
    "stage_1": "Chaque point regarde ses voisins : les bords peuvent devenir de petites formes.",
    "stage_2": "Moins fin en fréquence, plus loin dans le temps : à peu près le temps d’un son de "
    "la parole.",
    "stage_3": "Encore moins fin, et plus loin : comment un son de la parole en suit un autre.",
    "stage_4": "Chaque colonne peut regarder une demi-seconde de chaque côté : tout le mot.",
    "head": "Les lignes sont réunies : une ligne pour chaque chose qu’il cherche, au fil du temps.",
    "scores": "La moyenne sur le temps donne un score pour chaque classe. Le plus haut gagne.",
    "conv1": "Des bords : là où un son commence, finit, monte ou descend.",
    "conv2": "Des bords côte à côte deviennent des formes.",
    "fc1": "Tout ensemble en quelques nombres : les plus clairs ont trouvé ce qu’ils cherchaient.",
}
EXPLAIN_SHAPE_IMAGE = "{rows} × {columns} nombres"
EXPLAIN_SHAPE = "{channels} images de {rows} × {columns}"
EXPLAIN_SHAPE_NUMBERS = "{rows} nombres"
EXPLAIN_SHAPE_SCORES = "{channels} scores"
EXPLAIN_STAGE_ALT = "{name}, image {number} sur {channels}."
EXPLAIN_STAGE_ALT_ALL = "{name}, en entier."


# Live

LIVE_TAB = "En direct"
LIVE_TITLE = "Pense à un animal. Je le devine !"
LIVE_LEAD = (
    "Je demande, tu réponds à voix haute, sans bouton : « yes » ou « no ». Pendant ce temps, tu "
    "vois ce que j’entends."
)
LIVE_START = "Commencer l’écoute"
LIVE_STOP = "Arrêter"
LIVE_PRIVATE = "Ce que tu dis est écouté et aussitôt oublié. Rien n’est enregistré."
LIVE_PICTURE = "Ce qu’on entend à l’instant, en image qui défile ; dessous, une ligne par mot."
LIVE_LEGEND = (
    "En haut : le son en image. En bas : à quel point chaque mot convient. "
    "À partir de la ligne pointillée, un mot compte."
)
LIVE_WORDS = "Les mots que j’ai entendus"
LIVE_NO_WORDS = "Chaque mot apparaît ici dès que tu l’as dit."
LIVE_HEAR = "Écouter"
LIVE_EXPLAIN = "Expliquer"
LIVE_FULL = (
    "<strong>Je ne peux pas écouter plus de personnes à la fois.</strong> Attends que quelqu’un "
    "s’arrête, puis appuie de nouveau sur « Commencer l’écoute »."
)
LIVE_SILENT = (
    "<strong>J’ai arrêté d’écouter,</strong> car personne n’a parlé pendant cinq minutes. Appuie "
    "sur « Commencer l’écoute » pour continuer."
)
LIVE_CLOSED = (
    "<strong>La connexion est terminée.</strong> Appuie sur « Commencer l’écoute » pour "
    "continuer. Si cela ne suffit pas, recharge la page."
)
LIVE_SAY = "Dis « {confirm} » ou « {decline} », ou appuie dessus."
LIVE_QUESTION = "Question {number}"
LIVE_GUESS = "Je devine"
LIVE_IS_IT = "Est-ce {animal} ?"
LIVE_STAGES = {
    "ready": ("Pense à un animal, sans le dire", "Prêt ? Dis « {confirm} »."),
    "won": ("J’ai deviné !", "Encore une fois ?"),
    "lost": ("Tu as gagné", "Je ne connais pas ton animal. Apprends-le-moi !"),
    "learned": ("Merci, maintenant je le connais", "Encore une fois ?"),
}
LIVE_TEACH_ANIMAL = "Quel animal était-ce ?"
LIVE_TEACH_ANIMAL_EXAMPLE = "une chauve-souris"
LIVE_TEACH_QUESTION = "Que puis-je demander pour que oui désigne ton animal, et non {animal} ?"
LIVE_TEACH_QUESTION_EXAMPLE = "Dort-il la tête en bas ?"
LIVE_TEACH = "Lui apprendre"
LIVE_AGAIN = "Rejouer"
LIVE_STEPS = ("1. Son → mot", "2. Mot → sens", "3. Sens → action")
LIVE_BUTTON = "un bouton"
LIVE_INTENTS = {
    "confirm": "D’accord",
    "decline": "Pas d’accord",
    "not_understood": "Pas compris",
}
LIVE_ACTIONS = {
    "ask": "Je pose la question suivante",
    "guess": "Je devine l’animal",
    "win": "Je me réjouis",
    "give_up": "J’abandonne et je veux apprendre",
    "begin": "J’attends la prochaine partie",
    "repeat": "Répète, s’il te plaît !",
    "wait": "J’attends ce que tu écris",
}


# Enseigner

TEACH_TAB = "Enseigner"
TEACH_PART = "Tes propres mots"
TEACH_TITLE = "Apprends-moi tes propres mots"
TEACH_LEAD = (
    "Écris de deux à huit mots, dans n’importe quelle langue. Puis dis chacun plusieurs fois. "
    "Je les apprends en quelques secondes."
)
TEACH_WORD = "Un mot à toi"
TEACH_EXAMPLES = (
    "bonjour",
    "au revoir",
    "peut-être",
    "merci",
    "encore",
    "gauche",
    "droite",
    "voilà",
)
TEACH_ADD = "Un mot de plus"
TEACH_REMOVE = "Retirer ce mot"
TEACH_GOAL = "Essais par mot"
TEACH_RECORD = "Enregistrer"
TEACH_PAUSE = "Pause"
TEACH_HOLD = "Maintenir appuyé"
TEACH_FILES = "Fichiers"
TEACH_TRAIN = "Apprends !"
TEACH_OPEN = "Ouvrir un modèle ou un zip"
TEACH_FORGET = "Tout supprimer"
TEACH_FORGET_SURE = "Supprimer tous les mots et enregistrements ?"
TEACH_PRIVATE = (
    "Tes enregistrements restent seulement en mémoire et sont oubliés quand tu fermes la page."
)
TEACH_READY = "Prépare-toi …"
TEACH_NOW = "Dis-le maintenant !"
TEACH_HEARING = "J’écoute …"
TEACH_GOT = "C’est noté."
TEACH_NOTHING = "Je n’ai rien entendu. Dis-le encore !"
TEACH_STOPPED = (
    "Je n’ai rien entendu. Le microphone est-il allumé et assez près ? Alors appuie de nouveau "
    "sur Enregistrer."
)
TEACH_NAMES = "Écris d’abord au moins deux mots."
TEACH_PROGRESS = "{done} sur {all}"
TEACH_ROOMS = {
    "quiet": "La pièce est calme.",
    "fine": "La pièce n’est pas tout à fait calme ; cela ira.",
    "loud": "La pièce est bruyante : rapproche-toi du microphone.",
}
TEACH_HEAR = "Écouter l’essai {number} de « {word} »."
TEACH_DELETE = "Supprimer l’essai {number} de « {word} »."
TEACH_STRAY = "Il ne sonne pas comme les autres."
TEACH_CHANGED = (
    "Depuis, des mots ou des essais ont changé. Appuie de nouveau sur « Apprends ! » pour les "
    "utiliser."
)
TEACH_RESULT = "Voici comment j’ai appris"
TEACH_RIGHT = (
    "J’ai bien entendu {count} de tes {of} essais : {share}. Chacun a été jugé par un modèle qui "
    "avait appris tous les autres. Avec beaucoup plus d’essais, ce serait très probablement entre "
    "{low} et {high} (intervalle à 95 %)."
)
TEACH_WELL = (
    "Aucun mot ne semble difficile. Essaie maintenant avec quelqu’un qui ne me l’a pas appris !"
)
TEACH_HELP = "Ce qui aiderait"
TEACH_TRY = "Essayer"
TEACH_MIXES = "Qu’est-ce que je confonds ?"
TEACH_MIXES_TEXT = "Appuie sur un nombre pour écouter ses essais."
TEACH_SAID = "dit ↓, réponse →"
TEACH_MAP = "Une carte de tes essais"
TEACH_MAP_TEXT = (
    "Chaque point est un essai. Ce qui se ressemble pour moi est proche. Appuie sur un point pour "
    "l’écouter ; un anneau marque un essai que je n’ai pas bien entendu."
)
TEACH_POINT = "Essai {number} de « {word} », entendu comme « {answer} »."
TEACH_TAKE = "Emporte-le"
TEACH_TAKE_TEXT = (
    "Dépose le fichier sur cette page un autre jour, ou ouvre-le en Python avec load(). Le zip "
    "contient vos voix : ne le donne à personne qui ne doit pas les avoir."
)
TEACH_TAKE_ZIP = "Modèle avec enregistrements (zip)"
TEACH_TAKE_MODEL = "Modèle seul"
TEACH_TAKE_ONNX = "Modèle pour d’autres programmes (ONNX)"
TEACH_FILE = "mes-mots"


# From the beginning

BEGIN_TAB = "Depuis le début"
BEGIN_QUESTION = "Comment un ordinateur apprend-il à entendre ?"
BEGIN_LEAD = (
    "Ici commence un réseau qui ne sait rien : tous ses nombres sont tirés au hasard. Il entend "
    "des enregistrements, devine, apprend la bonne réponse et change un peu ses nombres. "
    "Regarde-le faire."
)
BEGIN_EXAMPLES = (
    "Il apprend de {n} enregistrements de 27 voix de synthèse. 9 autres voix le mettent à "
    "l’épreuve."
)
BEGIN_FOLDER = (
    "Il y a {n:,} enregistrements pour apprendre, dans le dossier avec lequel cette page a été "
    "lancée. D’autres voix le mettent à l’épreuve."
)
BEGIN_NETWORK = "Réseau"
BEGIN_NETWORKS = {"bc-resnet": "le nôtre", "lesson": "le CNN de la leçon"}
BEGIN_NETWORK_TELLS = {
    "bc-resnet": "BC-ResNet, plus étroit que dans les autres onglets. Il apprend les mots, et ce "
    "qui n’en est pas un.",
    "lesson": "Il n’apprend que les mots, comme dans la leçon : il ne peut jamais dire « aucun ».",
}
BEGIN_RATE = "Taux d’apprentissage"
BEGIN_RATE_TELLS = (
    "De combien chaque nombre est déplacé à chaque pas. Trop peu, et cela dure une éternité ; "
    "trop, et il passe à côté de ce qu’il cherche."
)
BEGIN_AUGMENT = "Augmentation"
BEGIN_AUGMENT_CHOICES = {"on": "avec", "off": "sans"}
BEGIN_AUGMENT_TELLS = {
    "on": "Il entend chaque enregistrement un peu autrement à chaque fois : plus vite, dans le "
    "bruit, avec de l’écho.",
    "off": "Il entend chaque enregistrement exactement pareil à chaque fois.",
}
BEGIN_EPOCHS = "Époques"
BEGIN_EPOCHS_INFO = "Combien de fois il entend tous les enregistrements"
BEGIN_RECORDINGS = "Enregistrements"
BEGIN_RECORDINGS_INFO = "De combien il apprend, au plus"
BEGIN_START = "Lancer l’entraînement"
BEGIN_STOP = "Arrêter ici"
BEGIN_CANCEL = "Annuler"
BEGIN_EMPTY = "Choisis, puis appuie sur « Lancer l’entraînement ». Deux courbes grandiront ici."
BEGIN_PHASES = {
    "waiting": "D’autres s’entraînent en ce moment. Ton tour viendra.",
    "reading": "Il lit les enregistrements …",
    "training": "Époque {epoch}",
    "comparing": "Il passe un examen, et le modèle terminé passe le même …",
}
BEGIN_SECONDS_LEFT = "encore {seconds} secondes environ"
BEGIN_MINUTES_LEFT = "encore {minutes:.1f} minutes environ"
BEGIN_ACCURACY = "Exactitude : combien de réponses sont justes"
BEGIN_LOSS = "Perte : à quel point les réponses sont à côté"
BEGIN_TRAINING = "enregistrements dont il apprend"
BEGIN_VALIDATION = "voix qu’il n’a jamais entendues"
BEGIN_GUESSING = "au hasard"
BEGIN_EPOCH_AXIS = "époque"
BEGIN_ALT_LINE = "{kind}, époque après époque : {values}."
BEGIN_STORY = "Que s’est-il passé ?"
BEGIN_LEARNED = (
    "Au début, il devinait. À la fin, {accuracy} de ses réponses à des voix jamais entendues "
    "étaient justes ({right} sur {of})."
)
BEGIN_NOT_LEARNED = {
    "any": "Il n’a rien appris de plus que le hasard. Essaie un autre taux d’apprentissage, plus "
    "d’époques ou plus d’enregistrements.",
    "lesson": "Il n’a rien appris de plus que le hasard. Cela arrive au réseau de la leçon : quand "
    "sa dernière couche ne dit que des zéros, rien ne lui montre comment s’améliorer. Essaie un "
    "autre taux d’apprentissage ou plus d’enregistrements.",
}
BEGIN_BY_HEART = (
    "<strong>Il s’est mis à apprendre par cœur :</strong> après l’époque {epoch}, la perte sur "
    "les voix nouvelles est remontée, alors que sur ses propres enregistrements elle continuait "
    "de baisser. C’est ce qu’on appelle le surapprentissage."
)
BEGIN_GAP = (
    "<strong>Il connaît mieux ses propres enregistrements que les voix nouvelles :</strong> {own} "
    "contre {new}. Il a appris en partie ces enregistrements par cœur, et non les mots. C’est ce "
    "qu’on appelle le surapprentissage."
)
BEGIN_GAP_HELP = {
    "on": "Plus d’enregistrements, de plus de voix, aideraient.",
    "off": "Essaie avec l’augmentation, ou avec plus d’enregistrements : il y aura moins à "
    "apprendre par cœur.",
}
BEGIN_UNFINISHED = "Il s’améliorait encore à la fin : plus d’époques peuvent aider."
BEGIN_GOOD = (
    "Les deux courbes restent proches : ce qu’il a appris vaut aussi pour des voix nouvelles."
)
BEGIN_GOOD_TRY = {
    "on": "Essaie maintenant sans l’augmentation, ou avec moins d’enregistrements.",
    "off": "Essaie maintenant avec moins d’enregistrements.",
}
BEGIN_KEPT = (
    "On garde les nombres de l’époque {epoch}, où la perte sur les voix nouvelles était la plus "
    "faible."
)
BEGIN_STOPPED = "Arrêté. Rien n’a été gardé."
BEGIN_BROKEN = "Quelque chose a échoué ici, et ce n’est pas ta faute. Essaie encore une fois."
BEGIN_COMPARE = "À côté du modèle terminé"
BEGIN_COMPARED = (
    "Les deux ont entendu les mêmes {n} enregistrements de voix dont le nouveau n’a jamais appris. "
    "Le modèle terminé a appris de dizaines de milliers d’enregistrements, pendant des heures."
)
BEGIN_NOT_COMPARED = (
    "Le modèle de cette page connaît d’autres mots : on ne peut pas comparer les deux."
)
BEGIN_OWN = "le nouveau"
BEGIN_SHIPPED = "le modèle terminé"
BEGIN_FALSE = "Un autre mot a été dit, et il répond quand même"
BEGIN_USE = "Utiliser ce modèle"
BEGIN_USED = (
    "<strong>Désormais, c’est le nouveau modèle qui répond,</strong> dans l’onglet Écouter et dans "
    "tous les autres. Enregistre un mot là-bas. La barre du haut permet de revenir."
)


# The page without a server: demo/static

LANGUAGE_NAME = "Français"
STATIC_LANGUAGE = "Langue"
STATIC_LOADING = "Un instant…"
STATIC_RECORD = "Enregistrer"
STATIC_STOP = "Arrêter"
STATIC_OPEN = "Ouvrir un fichier son"
STATIC_LIVE = "Écouter en direct"
STATIC_LIVE_STOP = "Ne plus écouter"
STATIC_LIVE_HINT = "J’écoute. Dis <em>yes</em> ou <em>no</em> quand tu veux."
STATIC_LIVE_WORDS = "Ce que j’ai entendu"
STATIC_PRIVACY = (
    "Tout se passe dans cette page. Rien de ce que tu dis ne quitte cet appareil, et rien "
    "n’est gardé."
)
STATIC_CANNOT = (
    "<strong>Ce navigateur est trop ancien pour cette page.</strong> Ouvre-la dans une "
    "version récente de Firefox, Chrome, Edge ou Safari."
)
