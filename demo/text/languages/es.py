"""Spanish."""

# Cómo se escriben los números

THOUSANDS = "\N{NARROW NO-BREAK SPACE}"  # in Mexico a point would be read as the decimal one
DECIMAL_POINT = ","

# The frame of the page

TITLE = "¿“Yes” o “no”?"
LEAD = (
    "Di una palabra en inglés. La computadora escucha, mira el sonido y te cuenta lo que ha oído."
)
LISTEN_TAB = "Escucha"
LOOK_TAB = "Mira"
LESSON = "Para docentes: una clase de 45 minutos"
LESSON_OWN_WORDS = "Para docentes: una segunda clase, con palabras propias"

NO_SECURE_ADDRESS = (
    "<strong>Aquí el micrófono está desactivado.</strong> Los navegadores solo lo permiten en "
    "direcciones seguras, y esta empieza por http. Pídele a tu profe que inicie la página con un "
    "certificado (entonces la dirección empieza por https), o que la abra en su propia "
    "computadora como http://localhost. Los ejemplos y tus archivos de sonido también funcionan "
    "aquí."
)
MICROPHONE_REFUSED = (
    "<strong>El navegador no ha dado acceso al micrófono.</strong> Haz clic en el pequeño símbolo "
    "a la izquierda de la dirección de la página, permite usar el micrófono y vuelve a "
    "pulsar Grabar. Los ejemplos y los archivos de sonido funcionan sin él."
)
MICROPHONE_MISSING = (
    "<strong>No se ha encontrado ningún micrófono.</strong> Conecta uno y vuelve a pulsar Grabar. "
    "Los ejemplos y los archivos de sonido funcionan sin él."
)
MICROPHONE_FRAMED = (
    "<strong>Aquí el navegador no da acceso al micrófono,</strong> porque esta página está dentro "
    "de otra. <a href='' target='_blank' rel='noopener'>Abre la página en su propia ventana</a> y "
    "graba allí. Los ejemplos y los archivos de sonido funcionan también aquí."
)
SERVER_LOST = (
    "<strong>La computadora en la que funciona esta página no responde.</strong> ¿Sigue encendida, "
    "y hay red? Cuando vuelva a responder, recarga la página."
)
UPLOAD_LARGE = (
    "<strong>Este archivo es demasiado grande.</strong> Basta un minuto de sonido: elige uno "
    "más corto, o graba tú una palabra."
)
UPLOAD_FAILED = (
    "<strong>La grabación no ha llegado a la computadora en la que funciona esta página,</strong> "
    "así que no hay respuesta. Bórrala e inténtalo otra vez; si vuelve a pasar, díselo a quien "
    "ha puesto en marcha la página."
)

# Which model answers

MODEL_OWN = "<strong>Ahora responde tu propio modelo:</strong> {words}."
MODEL_SHIPPED = "<strong>Ahora responde el primer modelo:</strong> {words}."
MODEL_CHANGE = "Cambiar a {words}"
MODEL_CHANGE_ALIKE = {"own": "Cambiar a tu propio modelo", "shipped": "Cambiar al primer modelo"}

# Listen

RECORDER = "Tu grabación"
CONTROLS = {
    "Upload file": "Archivo",
    "Record audio": "Micrófono",
    "Select input device": "Elegir el micrófono",
    "Adjust volume": "Volumen",
    "Adjust playback speed": "Cambiar la velocidad",
    "Skip backwards": "Un poco atrás",
    "Skip forward": "Un poco adelante",
    "Reset audio": "Restablecer la grabación",
    "Trim audio to selection": "Recortar a la selección",
}
RECORDER_HINT = (
    "Pulsa Grabar, di <em>yes</em> o <em>no</em> en inglés y pulsa Detener. "
    "La grabación se olvida cuando cierras la página."
)
RECORDER_HINT_OWN = (
    "Pulsa Grabar, di una de tus palabras ({words}) y pulsa Detener. "
    "La grabación se olvida cuando cierras la página."
)
EXAMPLES = "¿No tienes micrófono? Prueba un ejemplo:"
EXAMPLE_NAMES = {
    "yes_low": "yes, voz grave",
    "yes_high": "yes, voz aguda",
    "no_low": "no, voz grave",
    "no_high": "no, voz aguda",
    "yes_then_no": "yes y luego no",
    "stop": "otra palabra",
    "seven": "un número",
    "noise": "ruido",
    "silence": "silencio",
}
WAITING = "Aquí leerás lo que ha oído la computadora."
BROKEN = "Algo ha fallado aquí, y no es culpa tuya. Por favor, graba otra vez."
HEARD = "He oído"
HEARD_SURELY = "Lo que he oído con más seguridad:"
NOT_A_WORD = "De mis palabras, no era"
NEITHER = "ninguna"  # the answer that is none of the words
SCORES = "Cuánto encaja cada respuesta. Una palabra cuenta a partir de la línea."
SEVERAL = "Había {count} palabras:"
SPAN = "de {start:.2f} a {end:.2f} segundos"
ADVICE = "Para tu próxima grabación"
ADVICES = {
    "nothing_recorded": "La grabación está en completo silencio: "
    "¿está encendido el micrófono y tiene permiso para escuchar?",
    "silence": "Solo se oye un leve ruido de fondo: acércate más al micrófono y di la palabra.",
    "too_quiet": "La grabación se oye muy bajito: acércate más al micrófono o habla más fuerte.",
    "clipped": "El sonido es demasiado fuerte para el micrófono y se distorsiona: "
    "aléjate un poco o habla más bajo.",
    "too_short": "La grabación es muy corta: sigue grabando hasta decir la palabra entera.",
    "cut_start": "Parece que falta el principio de la palabra: "
    "pulsa Grabar, espera un momento y luego habla.",
    "cut_end": "Parece que falta el final de la palabra: "
    "espera un momento antes de pulsar Detener.",
}
ERRORS = {
    "missing": "No existe el archivo {path}. Comprueba su nombre y su carpeta.",
    "not_opened": "{name} no se puede abrir. Elige un archivo de audio que puedas leer.",
    "no_file": "{name} es una carpeta, una tubería entre programas o un dispositivo. Elige un "
    "archivo de audio.",
    "not_sent": "No se ha enviado ningún archivo. Envía un archivo de audio.",
    "no_recordings": "{path} es una carpeta sin grabaciones. Indica otra.",
    "empty": "{name} no tiene contenido: no se ha grabado nada. Graba otra vez y di la palabra.",
    "not_audio": "{name} no es audio que se pueda leer. Usa WAV, FLAC, OGG, MP3, M4A o WebM.",
    "damaged": "{name} está dañado: la grabación se interrumpió o no se copió entera. Grábala o "
    "cópiala otra vez.",
    "no_sound": "{name} no contiene ningún sonido. Elige un archivo con sonido.",
    "too_long": "{name} dura más de {seconds:g} segundos. Recorta la parte con la palabra.",
    "too_large": "{name} ocupa más de {megabytes} MB. Recorta la parte con la palabra.",
    "too_much": "{name} tiene {channels} canales de {rate} muestras por segundo, más de lo que se "
    "puede juzgar. Guárdalo con un solo canal y 16000 muestras por segundo.",
    "too_short": "{name} dura menos de {seconds:g} segundos: es muy poco para una palabra. "
    "Graba otra vez y espera un momento antes de pulsar Detener.",
    "source": "{type} no es una grabación. Usa una ruta, un archivo binario abierto o muestras con "
    "su frecuencia, por ejemplo (16000, samples).",
    "no_rate": "Las muestras solas no dicen a qué velocidad se siguen. Úsalas con su "
    "frecuencia, por ejemplo (16000, samples).",
    "sample_type": "Las muestras de tipo {type} no son sonido. Usa float32, int16, int32, int8 o "
    "uint8.",
    "shape": "Las muestras de forma {shape} no son sonido. Usa (n,) o (n, canales).",
    "sample_rate": "{name} tiene {rate} muestras por segundo, pero una grabación de voz tiene "
    "entre {slowest} y {fastest}. Graba otra vez, por ejemplo con 16000.",
    "no_numbers": "{name} contiene valores que no son sonido. Guarda otra vez el sonido como WAV "
    "de 16 bits.",
}
RECORDING = "La grabación"  # in an error: one that has no file name
MODEL_ERRORS = {
    "missing": "No hay ningún archivo de modelo {path}.",
    "too_large": "{name} es más grande que cualquier modelo que abre esta página.",
    "foreign": "{name} no es un archivo de modelo de aquí. Elige uno descargado aquí.",
    "too_new": "{name} se hizo con una versión más nueva de este programa (formato {format}, esta "
    "versión lee hasta {known}).",
    "damaged": "{name} está dañado. Copia o descarga el archivo otra vez.",
    "reserved": "En {name} una palabra se llama «{word}»: ya es una respuesta.",
    "no_torch": "Para esto hace falta PyTorch, que aquí no está instalado: "
    "pip install torch torchaudio.",
    "foreign_zip": "{name} no es un zip de un modelo y sus grabaciones. Elige uno descargado aquí.",
}
TEACH_ERRORS = {
    "n_words": "Se pueden enseñar de {fewest} a {most} palabras, y hay {n}. Añade o quita alguna.",
    "no_name": "Una palabra no tiene nombre. Escribe lo que se dice.",
    "long_name": "«{word}» tiene más de {most} letras. Elige un nombre más corto.",
    "reserved": "Ninguna palabra puede llamarse «{word}»: ya es una respuesta. Elige otro nombre.",
    "same_name": "Dos palabras se llaman «{word}». Dale a cada una su propio nombre.",
    "n_tries": "Hay {n} intentos de «{word}», pero hacen falta de {fewest} a {most}. Añade o quita "
    "alguno.",
    "nothing_heard": "En el intento {number} de «{word}» no se oye nada. Acércate al micrófono y "
    "grábalo otra vez.",
    "cut_off": "El intento {number} de «{word}» empieza o acaba en medio de la palabra. Grábalo "
    "otra vez con un momento de silencio antes y después.",
    "too_long": "El intento {number} de «{word}» es demasiado largo. Di una sola palabra corta, "
    "sin pausas.",
    "several_words": "En el intento {number} de «{word}» hay más de una palabra. Grábalo otra vez "
    "y di la palabra una sola vez.",
    "noisy_room": "En el intento {number} de «{word}» la sala suena casi tan fuerte como la "
    "palabra. Espera a que haya menos ruido o acércate al micrófono.",
    "far_away": "El intento {number} de «{word}» suena mucho más bajo que los demás. ¿Fue otra "
    "persona de la sala? Acércate al micrófono y grábalo otra vez.",
    "other_images": "{name} no puede aprender nada: mira imágenes distintas de las de la red para "
    "ello. Usa el modelo que viene con este proyecto.",
}
TEACH_WARNINGS = {
    "too_few": "De «{word}» solo hay {n} intentos. Con {enough} o más, mejor de varias personas, "
    "la respuesta será más segura.",
    "alike": "Para el ordenador, «{word}» y «{other}» suenan parecidas. Pronunciadlas con más "
    "diferencia o elegid otra palabra.",
    "stray": "El intento {number} de «{word}» no suena como los demás. Escúchalo y bórralo si "
    "salió mal.",
}
QUOTED = "“{word}”"  # one of several words

SURE = (  # at this score or above
    (0.97, "Estoy muy segura"),
    (0.90, "Estoy bastante segura"),
    (0.00, "Eso creo"),
)
REASONS = {
    "silence": "Había tanto silencio que no he oído nada.",
    "noise": "He oído un sonido, pero ninguna palabra.",
    "other_word": "He oído otra palabra.",
    "unsure": (
        "Podría ser “{word}” ({percent}), pero no estoy lo bastante segura: necesito el {needed}."
    ),
    "no_pause": (
        "Podría ser “{word}”, pero justo antes o después se oye algo más. Necesito una pequeña "
        "pausa alrededor de la palabra, o estar casi segura."
    ),
}
REASON_UNKNOWN = "No he oído ninguna de mis palabras."
SOUNDS_LIKE = "He oído otra palabra. Sonaba un poco como “{word}”."

CHOICE = "¿Cuánta seguridad debe tener?"
CHOICES = {"strict": "Estricta", "balanced": "Equilibrada", "eager": "Impulsiva"}
CHOICE_MEANINGS = {
    "strict": "Estricta: solo responde a partir del {needed}; se le escapan más palabras.",
    "balanced": "Equilibrada: responde a partir del {needed}.",
    "eager": "Impulsiva: responde ya a partir del {needed}; se deja engañar más a menudo.",
}

OVER = "más del {percent}"
UNDER = "menos del {percent}"
JUDGED = "evaluado"

# Pictures, told to those who cannot see them

CAPTION_STORY = (
    "Arriba: la onda sonora. Abajo: el mismo sonido como imagen, con los tonos graves abajo, "
    "los agudos arriba, y claro donde suena fuerte."
)
CAPTION_WORDS = "La parte marcada es lo que he oído."
CAPTION_NEITHER = "La parte marcada es lo que he evaluado."
ALT_STORY = (
    "Arriba, onda sonora; abajo, espectrograma mel: {seconds:.2f} segundos en un mismo eje de "
    "tiempo."
)
ALT_WAVEFORM = "Onda sonora de {seconds:.2f} segundos."
ALT_SPECTROGRAM = (
    "Espectrograma del segundo evaluado, con tonos de 0 a 8\N{NARROW NO-BREAK SPACE}000 hertz."
)
ALT_MEL = "Espectrograma mel del segundo evaluado."
ALT_MFCC = "MFCC del segundo evaluado: una fila por cada número, una columna por cada momento."
ALT_LOUDEST = "Suena más fuerte a los {time:.2f} segundos, cerca de {hertz:.0f} hertz."
ALT_MARK = "“{label}” está marcado de {start:.2f} a {end:.2f} segundos."

TIME_AXIS = "tiempo (segundos)"
WAVE_AXIS = "presión del aire"
TONE_AXIS = "tono (Hz)"
MFCC_AXIS = "número"
DECIBELS = "dB"

# Look

NO_RECORDING = (
    "Todavía no hay ninguna grabación. Haz una en la pestaña Escucha, o elige allí un ejemplo."
)
GO_TO_LISTEN = "Ir a Escucha"
AIR_PART = "Del aire a los números"
IMAGE_PART = "De los números a la imagen"
SAMPLE_RATE = "frecuencia de muestreo"
CHANNELS = "canales"
LENGTH = "duración"
HERTZ = "{hertz:,} Hz"
SECONDS = "{seconds:.2f} s"
MIXED = "Los canales se mezclan en uno solo."
RESAMPLED = "Para la red neuronal, el sonido se convierte a {hertz:,} muestras por segundo."

WAVEFORM = "1. Forma de onda"
WAVEFORM_TEXT = (
    "El sonido es aire que vibra. El micrófono mide la presión del aire {rate:,} veces por "
    "segundo; cada medición es un número, una <em>muestra</em>. Una onda alta es un sonido "
    "fuerte; una plana, uno suave. La red evalúa el trozo marcado ({window:g} s): es el que ves "
    "abajo."
)
SPECTROGRAM = "2. Espectrograma"
SPECTROGRAM_TEXT = (
    "Una ventana de {window:g} ms se desliza por el sonido en pasos de {hop:g} ms. En cada paso "
    "medimos con qué intensidad suena cada tono dentro de la ventana (una <em>transformada de "
    "Fourier</em>) y lo dibujamos como una columna: los tonos graves abajo, los agudos arriba, y "
    "cuanto más fuerte, más claro."
)
MEL = "3. Espectrograma mel"
MEL_TEXT = (
    "Nuestros oídos distinguen mejor los tonos graves que los agudos. La escala mel hace lo "
    "mismo: reúne los tonos en {n_mels} bandas, estrechas abajo y anchas arriba."
)
MEL_OF_NETWORK = (
    "<strong>Esta es exactamente la imagen que recibe la red</strong>: {rows} × {columns} "
    "números, desplazados para que su promedio sea 0."
)
MEL_CHANGED = "<strong>La imagen que recibe la red es otra.</strong>"
EMPTY_BANDS = (
    "Bandas vacías: {count}. Una ventana tan corta no puede distinguir los tonos con tanta "
    "precisión; prueba una más larga, o menos bandas."
)
MFCC = "4. MFCC"
MFCC_TEXT = (
    "Los reconocedores de voz de antes daban un paso más. Describían la forma de cada columna con "
    "solo {n_mfcc} números (<em>coeficientes cepstrales en la escala mel</em>): el número 0 dice "
    "lo fuerte que suena, y es tan grande que su color se sale de la escala; el número 1, si hay "
    "más tonos graves o más agudos; los demás, las ondulaciones más finas. Nuestra red no "
    "necesita este paso."
)
GAPS = "Los pasos son más largos que la ventana: el sonido entre dos ventanas no se mira."

SETTINGS = "Cambia cómo el sonido se convierte en imagen"
WINDOW = "Ventana (ms)"
WINDOW_INFO = "larga: tonos nítidos; corta: momentos nítidos"
HOP = "Paso (ms)"
HOP_INFO = "cuánto avanza la ventana de una columna a la siguiente"
MELS = "Bandas mel"
MELS_INFO = "cuántas filas tiene el espectrograma mel"
SAME_AS_NETWORK = (
    "Estos son los ajustes de la propia red: ventana de {window:g} ms ({function}), paso de "
    "{hop:g} ms, {n_mels} bandas, decibeles."
)
NOT_AS_NETWORK = (
    "Ahora los ajustes son distintos de los de la red (ventana de {window:g} ms ({function}), "
    "paso de {hop:g} ms, {n_mels} bandas, decibeles). "
    "Solo cambian las imágenes de abajo; la respuesta, no."
)
BACK_TO_NETWORK = "Volver a los ajustes de la red"

SHAPE_WAVEFORM = "Tensor de forma {shape}: un número por muestra."
SHAPE_SPECTROGRAM = "Tensor de forma {shape}: {rows} tonos, {columns} columnas."
SHAPE_MEL = "Tensor de forma {shape}: {rows} bandas, {columns} columnas."
SHAPE_MFCC = "Tensor de forma {shape}: {rows} números, {columns} columnas."
CODE = "Lo mismo en Python (torchaudio)"

# Report card

REPORT_TAB = "Notas"
NEEDS_PYTORCH = (
    "Esta parte necesita PyTorch, que aquí no está instalado: "
    "<code>pip install torch torchaudio captum</code>, y volver a iniciar la página."
)
REPORT_LEAD = (
    "Aquí la computadora recibe sus notas. Hizo un examen con personas a las que nunca había "
    "oído. Todos los números de esta página salen de los archivos que produjo el examen."
)
REPORT_LESSON = "la CNN de la lección"
REPORT_COUNTS = "de {low} a {high}; {count} de {of}"
REPORT_RATES = "de {low} a {high}; {count} en {hours} horas"
REPORT_NOT_MEASURED = "no medido"
REPORT_MISSING = "Este dato no está: falta el archivo {file}."
REPORT_NO_METRICS = "Este dato no está: el archivo {file} del modelo no contiene ninguno."
REPORT_UNREADABLE = "Este dato no está: no se puede leer lo que escribió la evaluación."
REPORT_BROKEN = "Algo ha fallado aquí, y no es culpa tuya. El resto de la página sigue funcionando."

REPORT_RIGHT = "¿Con qué frecuencia acierta?"
REPORT_RIGHT_TEXT = (
    "{name} ha oído {of} grabaciones de {words}. La parte clara de cada barra muestra hasta dónde "
    "el azar podría mover su extremo; los números entre paréntesis dicen lo mismo (intervalo del "
    "95 %)."
)
REPORT_SHARES = {
    "forced_choice": "Debe elegir una de las palabras, y elige la correcta",
    "accepted_and_right": "Acierta, y con la seguridad suficiente para decirlo",
    "taken_for_the_wrong_word": "Dice la palabra equivocada",
}

REPORT_MIXES = "¿Qué confunde?"
REPORT_MIXES_TEXT = (
    "Cada fila es lo que se dijo; cada columna, lo que respondió la computadora. Los aciertos "
    "están en la diagonal; todos los demás números cuentan errores. Pulsa un "
    "número con recuadro para oír un ejemplo."
)
REPORT_SAID = "se dijo"
REPORT_ANSWERED = "respondió “{label}”"
REPORT_HEAR = "Veces que se respondió “{answered}” a “{said}”: {count:,}. Oír un ejemplo"
REPORT_EXAMPLE = (
    "Se dijo: “{said}”. La computadora responde: “{answered}”. Ejemplos nuestros de eso:"
)
REPORT_TAKEN = "Otras palabras que tomó por una de las suyas: {words}."
REPORT_TAKEN_NONE = "No tomó ninguna otra palabra por una de las suyas."
REPORT_TIMES = "“{word}” ({count} veces)"
REPORT_ONCE = "“{word}” (una vez)"

REPORT_TRUST = "¿Un 90 % es de verdad un 90 %?"
REPORT_TRUST_TEXT = (
    "Cada círculo es un grupo de respuestas: cuanto más grande, más respuestas. ¿Qué seguridad "
    "tenía la computadora (hacia la derecha) y con qué frecuencia acertó (hacia arriba)? En la "
    "línea, se conoce bien a sí misma; por debajo de la línea, confía demasiado en sí misma. En "
    "promedio se desvía {error} puntos porcentuales."
)
REPORT_TRUST_SHORT = (
    "Los números junto a los círculos cuentan las respuestas; si son pocas, pueden engañar."
)
REPORT_TRUST_OTHER = "Cuánto se desvía en otros casos: {list}."
REPORT_CALIBRATIONS = {
    "clean": "en lugares tranquilos",
    "noisy": "con ruido",
    "never-heard words": "con palabras que nunca oyó al entrenar",
}
REPORT_POINTS = "{name} ({error} puntos)"
REPORT_SURE_AXIS = "qué seguridad tenía (%)"
REPORT_RIGHT_AXIS = "cuánto acertó (%)"
REPORT_TRUST_ALT = "Diagrama de fiabilidad. {groups}"
REPORT_TRUST_GROUP = "{of} respuestas: {score} de seguridad, {right} de aciertos."

REPORT_NOISE = "¿Cuánto ruido aguanta?"
REPORT_NOISE_TEXT = (
    "Hacia la derecha crece el ruido: a 0 dB suena tan fuerte como la palabra. Lo que más le "
    "cuesta a la computadora: {noise} a {snr} dB. Ahí elige la palabra correcta en el {share} de "
    "los casos, y se atreve a decirla en el {accepted}."
)
REPORT_NOISE_LESSON = (
    "La CNN de la lección siempre tiene que elegir, incluso cuando nadie dice nada; por eso no "
    "tiene línea discontinua."
)
REPORT_NOISE_NO_LESSON = "La CNN de la lección no está dibujada: con ruido no se ha medido."
REPORT_NOISES = {
    "everyday": "ruidos cotidianos",
    "music": "música",
    "voices": "muchas voces",
    "hiss": "siseo",
}
REPORT_CHOOSES = "elige la palabra correcta"
REPORT_SAYS = "y se atreve a decirla"
REPORT_GUESSING = "al azar"
REPORT_QUIET = "sin"
REPORT_NOISE_AXIS = "palabra por encima del ruido (dB)"
REPORT_NOISE_SHARE_AXIS = "aciertos (%)"
REPORT_NOISE_ALT = "Una curva para cada tipo de ruido. {kinds}"
REPORT_NOISE_KIND = (
    "{noise}: elige la palabra correcta en el {clean} de los casos sin ruido y en el {loud} a "
    "{snr} dB."
)
REPORT_NOISE_KIND_LESSON = "La CNN de la lección: {clean} y {loud}."

REPORT_OUTSIDE = "¿Y si no es tan fácil?"
REPORT_OUTSIDE_TEXT = (
    "Las mismas personas dicen {words} otra vez, en una habitación tranquila, pero no tan "
    "bien como se pide. Reconocidas y aceptadas:"
)
REPORT_OUTSIDE_ROWS = {
    "pauses": "con una pausa antes y después",
    "start": "justo al principio: {seconds} s después de empezar la grabación",
    "end": "justo al final: {seconds} s antes de que termine",
    "late_start": "faltan los primeros {milliseconds} ms: la grabación empezó tarde",
    "tone": "un tono largo justo antes",
    "beep": "un pitido justo antes",
    "click": "un clic justo antes",
    "murmur": "“mm” justo antes",
    "knock": "dos golpes en la puerta justo antes",
    "childlike": "una voz de niño, imitada: todo un {percent} % más agudo",
    "overlap": "otra persona habla también, {decibels} dB más bajo",
}
REPORT_STREAM = (
    "Una secuencia de {minutes} minutos de conversación y ruidos con {of} palabras dentro: "
    "{missed} no se oyeron, y {false} veces respondió aunque nadie había dicho ninguna de las"
    " suyas."
)
REPORT_STREAM_OTHERS = (
    "En una prueba publicada de la misma forma (MLPerf Tiny: una palabra de activación, dicha 50 "
    "veces en 20 minutos), el modelo de referencia no oyó {missed} y respondió {false} veces sin "
    "motivo. La palabra y los sonidos eran otros: no es una carrera."
)
REPORT_STREAM_NOISE = (
    "Con ruido, la palabra {decibels} dB más fuerte: si puede equivocarse una vez por hora, no oye "
    "el {often} de las palabras; si una vez en diez horas, el {rare}. Publicado para palabras de "
    "activación largas, una vez en diez horas: {others}."
)

REPORT_FOOLED = "¿Con qué se deja engañar?"
REPORT_FOOLED_TEXT = (
    "Aquí nadie dijo ninguna de sus palabras ({words}), y aun así a veces respondió con una. "
    "Cuanto más estricta es, menos se deja engañar, y más palabras se le escapan."
)
REPORT_FOOLED_LESSON = (
    "En {name} no hay nada que ajustar: responde a casi todo con una palabra, porque no puede "
    "responder “ninguna”."
)
REPORT_FALSE_ALARMS = {
    "speech": "Otras personas hablando: falsas alarmas por hora",
    "noise": "Ruido y música: falsas alarmas por hora",
    "other_words": "Otras palabras sueltas: tomadas por una suya",
    "noises": "Ruidos cortos: tomados por una palabra",
}
REPORT_FOOLED_TEST = "En el examen de las dos primeras preguntas respondió con una palabra a:"
REPORT_FOOLED_KINDS = {
    "other_words": "otras palabras",
    "noise": "ruido",
    "silence": "casi silencio",
}

REPORT_TRAINED = "¿Con quién y con qué se entrenó?"
REPORT_TRAINED_TEXT = (
    "{speakers} personas dijeron palabras para ella, en muchas habitaciones y con sus propios "
    "micrófonos (Speech Commands, de Pete Warden y Google). Repasó {rounds} veces los sonidos de "
    "abajo, y tardó {minutes} minutos. Lo que dices en esta página no se añade nunca."
)
REPORT_RECORDINGS = "Grabaciones"
REPORT_WORD = "“{word}”"
REPORT_OTHER_WORDS = "otras palabras de las mismas personas"
REPORT_KINDS = {
    "words": "otras palabras sueltas de otras personas",
    "speech": "personas hablando ({minutes} minutos)",
    "noise": "ruido y música ({minutes} minutos)",
}
REPORT_SYNTHETIC = "{words} con voces sintéticas"
REPORT_SPEAKERS = (
    "No entiende igual de bien a todo el mundo: entre {n} personas, entendió en promedio el {mean} "
    "de las palabras de cada una; de la décima parte a la que peor entiende, el {worst}."
)

REPORT_OWN = "Tu propio modelo: {words}"
REPORT_OWN_TEXT = (
    "Nadie más lo ha probado todavía. Así de a menudo oyó bien cada intento un modelo que había "
    "aprendido todos los demás intentos. La pestaña «Enseñar» muestra más. Con otras personas "
    "acertará menos que con las que le enseñaron."
)
REPORT_OWN_LIMIT = (
    "Conoce {words} como lo dijeron quienes le enseñaron. Deja que otros le enseñen también y los "
    "oirá mejor."
)
REPORT_OWN_NOT_MEASURED = "Nadie ha medido con qué frecuencia acierta este modelo."
REPORT_CANNOT = "¿Qué no sabe hacer?"
REPORT_LIMITS = (
    "Conoce {words} tal como lo dijeron las personas con cuyas grabaciones se entrenó. Las voces "
    "de niños, los acentos y los susurros los imitó un ordenador, tanto al entrenar como en las "
    "pruebas: con los de verdad no se ha medido, ni con canto.",
    "No es perfecta cuando se habla de corrido, y puede tomar una palabra que suena parecida por "
    "una de las suyas: mira los porcentajes de arriba.",
    "Quiere una palabra con una pausa antes y otra después. En medio de una frase se le puede "
    "escapar una palabra.",
    "Las grabaciones no dicen nada de la edad, el sexo ni el origen de quienes hablan; por eso no "
    "se puede decir nada sobre la equidad entre grupos.",
    "No debe decidir nada importante: ningún consentimiento, ninguna emergencia, ningún examen.",
)


# Class tally

TALLY_TITLE = "Recuento de la clase"
TALLY_LEAD = (
    "Aquí aparece cada intento de esta página. Marca con un clic qué debía ser, y mira con qué "
    "frecuencia acierta la computadora contigo. La lista se queda en esta página: se olvida cuando "
    "la cierras."
)
TALLY_EMPTY = "Todavía no hay intentos. Graba una palabra, o elige un ejemplo."
TALLY_NOT_JUDGED = "Haz clic en lo que se dijo de verdad, y la computadora recibirá sus notas."
TALLY_RIGHT = (
    "La computadora acertó en {count} de {of} intentos: {share}. Si siguieras probando sin parar, "
    "lo más probable es que acabara entre {low} y {high} (intervalo del 95 %)."
)
TALLY_TRIES = "Intentos, el más nuevo primero"
TALLY_NUMBER = "intento"
TALLY_TIME = "hora"
TALLY_HEARD = "la computadora oyó"
TALLY_WAS = "debía ser"
TALLY_WAS_OF = "Intento {number}: ¿qué debía ser?"
TALLY_GOOD = "correcto"
TALLY_BAD = "incorrecto"
TALLY_SCORE = "puntuación"
TALLY_COMPARED = "Tu clase junto a las notas del examen"
TALLY_CLASS = "tu clase"
TALLY_CARD = "examen"
TALLY_WORDS = "{words}: bien oídas"
TALLY_OTHERS = "todo lo demás: respondió “{neither}”"
TALLY_COUNTS = "de {low} a {high}; {count} de {of}"
TALLY_NONE = "sin intentos"
TALLY_NO_CARD = "no medido"
TALLY_MIXES = "¿Qué se confundió en tu clase?"
TALLY_SAID = "se dijo"
TALLY_ANSWERED = "respondió “{label}”"
TALLY_FULL = "Solo se guardan los últimos {most} intentos."
TALLY_DOWNLOAD = "Descargar como tabla (CSV)"
TALLY_FILE = "recuento-de-la-clase.csv"
TALLY_CLEAR = "Vaciar el recuento"

# Look: from air to numbers

AIR_QUESTION = "¿Cómo se convierte el aire en números?"
AIR_LEAD = (
    "El sonido es aire que vibra. Una computadora mide la presión del aire una y otra vez, y anota "
    "cada medición como un número. ¿Con qué frecuencia tiene que medir, y con cuánta "
    "precisión? Elige, mira y escucha."
)
AIR_RATE = "Frecuencia: muestras por segundo"
AIR_FILTER = "Filtrar antes (antialias)"
AIR_FILTER_INFO = "quita los tonos demasiado agudos para tan pocas muestras"
AIR_BITS = "Precisión: bits por muestra"
AIR_BITS_INFO = "con cada bit menos, la mitad de valores para elegir"
AIR_ZOOM = "Ampliar"
AIR_ZOOM_INFO = "0: toda la grabación; 10: 2 milésimas de segundo"
AIR_PLACE = "Dónde (segundos)"
AIR_PLACE_INFO = "el centro de lo que ves, una vez ampliado"

AIR_RATE_ALL = (
    "<strong>{rate:,} muestras por segundo</strong> captan todos los tonos hasta la mitad de ese "
    "número, {half:,} Hz."
)
AIR_RATE_FILTERED = (
    "<strong>{rate:,} muestras por segundo</strong> solo pueden captar tonos hasta la mitad de ese "
    "número. Por encima de {half:,} Hz no queda nada: el filtro lo ha quitado, y el sonido "
    "queda apagado."
)
AIR_RATE_ALIASED = (
    "<strong>{rate:,} muestras por segundo</strong> solo pueden captar tonos hasta la mitad de ese "
    "número. Sin el filtro, los tonos por encima de {half:,} Hz no desaparecen: vuelven como tonos "
    "falsos, más graves (<em>alias</em>): {high:,} Hz se convierten en {low:,} Hz."
)
AIR_BITS_ENOUGH = (
    "<strong>{bits} bits</strong> pueden distinguir {values:,} valores: con tanta precisión que no "
    "se oye el redondeo."
)
AIR_BITS_HISS = (
    "<strong>{bits} bits</strong> pueden distinguir {values:,} valores; este sonido usa {used:,} "
    "de ellos. El redondeo añade un ruido {decibels:.0f} dB por debajo del sonido. Por regla "
    "general, con cada bit menos ese ruido sube 6 dB."
)
AIR_BITS_NOTHING_LEFT = (
    "<strong>{bits} bits</strong> pueden distinguir {values:,} valores, y cada muestra está más "
    "cerca del 0 que del valor siguiente: solo queda silencio. Las grabaciones con poco volumen "
    "necesitan más bits."
)
AIR_BEFORE = "Antes"
AIR_AFTER = "Después"
AIR_DIFFERENCE = "Solo la diferencia"
AIR_NO_DIFFERENCE = "No hay ninguna: no se ha perdido nada."
AIR_QUIETER = "{decibels:.0f} dB más suave que el sonido."
AIR_AS_LOUD = "Más o menos tan fuerte como el propio sonido."
AIR_AMPLIFIED = "Para que puedas oírla, se reproduce {decibels:.0f} dB más fuerte."
AIR_JOINED = (
    "Las muestras se reproducen siguiendo la curva más suave que pasa por ellas, la que no tiene "
    "ningún tono por encima de la mitad de la frecuencia de muestreo. Así, un tono falso se oye "
    "tal como es."
)

AIR_STRENGTH_AXIS = "intensidad (dB)"
AIR_HALF = "la mitad: {hertz:,} Hz"
AIR_RATE_CHOICE = "{rate:,}"
AIR_CAPTION = (
    "Arriba: la onda sonora. Abajo: la intensidad de cada tono en toda la grabación. "
    "En color pálido: antes. En primer plano: después."
)
AIR_SEEN = (
    "Ves {milliseconds:,.4g} ms: {count:,} de {all:,} muestras, a partir de la número {first:,}."
)
AIR_STAIRS = "Los escalones son las muestras: cada una se mantiene hasta la siguiente."
AIR_DOTS = (
    "Cada punto es una muestra; los escalones la mantienen hasta la siguiente. La curva pálida es "
    "el aire."
)
AIR_ALT = (
    "Onda sonora de {start:.3f} a {end:.3f} segundos, antes y después de medir; debajo, la "
    "intensidad de los tonos hasta {half:,} hertz."
)
AIR_ALT_STRONGEST = "Después de medir, el tono más intenso está cerca de {hertz:,.0f} hertz."

AIR_FACTS = "Tu grabación en números"
AIR_FRAMES = "tramas"
AIR_OFFSET = "desplazamiento"
AIR_PEAK = "pico"
AIR_LEVEL = "nivel medio"
AIR_MEANS_RATE = "cuántas mediciones se hacen por segundo"
AIR_MEANS_CHANNELS = "micrófonos a la vez: 1 es mono, 2 es estéreo"
AIR_MEANS_LENGTH = "tramas divididas entre la frecuencia de muestreo"
AIR_MEANS_FRAMES = "momentos en que se midió, con una muestra por canal"
AIR_MEANS_OFFSET = "cuánto se apartaba del cero el centro de la onda; se ha devuelto a su sitio"
AIR_MEANS_PEAK = "la onda más alta; a 0 dB tocaría el techo"
AIR_MEANS_LEVEL = "lo fuerte que suena en promedio; 6 dB menos es una onda la mitad de alta"

# Look: from numbers to an image

IMAGE_QUESTION = "¿Cómo se convierten los números en imagen?"
IMAGE_LEAD = (
    "Aquí tienes tu grabación, paso a paso, hasta la imagen que recibe la red neuronal. "
    "Cambia un ajuste y observa las imágenes."
)
IMAGE_ANSWER = "La respuesta de la red fue <strong>{label}</strong>."
IMAGE_MORE = "Más ajustes"
IMAGE_WINDOW = "Función de ventana"
IMAGE_WINDOW_CHOICES = {
    "hann": "Hann",
    "hamming": "Hamming",
    "blackman": "Blackman",
    "rectangular": "rectangular",
}
IMAGE_WINDOW_INFO = (
    "Con qué suavidad empieza y termina la ventana. Un borde duro (rectangular) añade tonos que "
    "nadie pronunció; el más suave (Blackman) es el que menos añade, pero difumina un poco "
    "los tonos."
)
IMAGE_LEVELS = "Brillo"
IMAGE_LEVELS_CHOICES = {"decibels": "decibeles", "power": "potencia"}
IMAGE_LEVELS_INFO = (
    "Los decibeles cuentan en proporciones, como nuestros oídos. Con la potencia sin más, solo se "
    "ven los puntos más fuertes."
)
IMAGE_AXIS = "Tonos"
IMAGE_AXIS_CHOICES = {"hertz": "en hertz", "mel": "en mel"}
IMAGE_AXIS_INFO = (
    "Para el espectrograma y los triángulos. En mel, los pasos iguales suenan igual de grandes: "
    "los tonos graves tienen más espacio."
)
IMAGE_COLOURS = "Colores"
IMAGE_COLOURS_CHOICES = {
    "magma": "Magma",
    "viridis": "Viridis",
    "cividis": "Cividis",
    "gray": "Grises",
}
IMAGE_COLOURS_INFO = "Solo para nuestros ojos: la red recibe los números, no los colores."
IMAGE_ONLY_LOOKS = "Solo ha cambiado el aspecto: los números siguen siendo los de la red."
IMAGE_POWER = "potencia"
IMAGE_POWER_SHOWN = (
    "<strong>Esto es la potencia sin más</strong>: todo está oscuro, menos los puntos más fuertes."
)
IMAGE_MEL_AXIS = "tono (Hz, escala mel)"
IMAGE_WEIGHT_AXIS = "peso"
IMAGE_ALT_BANDS = "{count} triángulos, uno al lado del otro: cada uno, una banda mel y sus tonos."
IMAGE_BANDS_WIDER = (
    "Cada triángulo es una banda, y dice cuánto cuenta en ella cada tono. Se van ensanchando "
    "porque 100 Hz más son un gran paso para nuestros oídos a 200 Hz, y apenas se notan a "
    "5\N{NARROW NO-BREAK SPACE}000 Hz: la banda más grave mide {low:,.0f} Hz de ancho, "
    "y la más aguda, {high:,.0f} Hz."
)
IMAGE_BANDS_EQUAL = (
    "Cada triángulo es una banda, y dice cuánto cuenta en ella cada tono. En la escala mel todas "
    "son igual de anchas; en hertz, la más grave mide {low:,.0f} Hz de ancho y la más aguda, "
    "{high:,.0f} Hz."
)

IMAGE_COUNT = "¿Por qué {n_mels} números cada {hop:g} ms?"
IMAGE_COUNT_SUM = (
    "<b>{samples:,}</b> números de sonido ({seconds:g} s) <i>se convierten en</i> "
    "<b>{rows} × {columns}</b> (bandas × columnas) <i>=</i> <b>{numbers:,}</b> números de imagen"
)
IMAGE_COUNT_FEWER = "Así la red tiene que mirar {times:.1f} veces menos números."
IMAGE_COUNT_MORE = "Con estos ajustes no se ahorra nada: el propio sonido no tiene más números."
IMAGE_COUNT_LOST = (
    "Lo que se descarta: en qué lugar de la ventana tiene su cresta cada onda (su <em>fase</em>), "
    "que apenas oímos; y cuál de los tonos de una misma banda era, así que la melodía de la voz "
    "queda borrosa."
)
IMAGE_COUNT_ENOUGH = (
    "Lo que distingue a una palabra sigue ahí. Una vocal dura unos {vowel} ms: son {columns:.0f} "
    "columnas. Si es una “e” o una “o”, lo dicen los tonos en los que resuena la boca (sus "
    "<em>formantes</em>). Están separados por varios cientos de hertz, y las bandas cerca de "
    "{tone} Hz miden solo {width:.0f} Hz de ancho."
)
IMAGE_COUNT_FEW_COLUMNS = (
    "Es demasiado poco para una palabra: una vocal dura unos {vowel} ms, y con estos pasos no "
    "ocupa más de {columns:.0f} columnas."
)
IMAGE_COUNT_WIDE_BANDS = (
    "Es demasiado poco para distinguir bien las vocales: se diferencian en los tonos en los que "
    "resuena la boca (<em>formantes</em>), separados por varios cientos de hertz, y las bandas "
    "cerca de {tone} Hz miden {width:.0f} Hz de ancho."
)

IMAGE_LISTEN = "¿Qué queda en la imagen?"
IMAGE_LISTEN_TEXT = (
    "También podemos ir hacia atrás: de los {rows} × {columns} números del espectrograma mel al "
    "sonido. Hay que adivinar las fases que se descartaron. La computadora empieza con unas "
    "cualesquiera y las corrige {rounds} veces, hasta que el sonido da casi la misma imagen "
    "(<em>Griffin y Lim</em>, 1984)."
)
IMAGE_LISTEN_BUTTON = "Escuchar la imagen"
IMAGE_ORIGINAL = "El segundo original"
IMAGE_LEFT = "Lo que queda en la imagen"
IMAGE_LISTEN_HINT = (
    "Los dos suenan igual de fuerte. Ahora cambia los ajustes: ¿hasta dónde puedes "
    "reducir las bandas, o alargar los pasos, y seguir entendiendo la palabra?"
)
IMAGE_CANNOT_LISTEN = (
    "Con estos ajustes no se puede recomponer ningún sonido: las ventanas deben solaparse al "
    "menos hasta la mitad. Elige un paso de {most:g} ms como máximo, o una ventana más larga."
)

# Break it

BREAK_TAB = "Rómpelo"
BREAK_QUESTION = "¿Cuánto aguanta?"
BREAK_LEAD = (
    "Añade ruido a tu grabación, o acelérala, comprímela, envíala por teléfono. Escucha: "
    "¿todavía la entiendes? ¿Y la computadora?"
)
BREAK_PART = (
    "Tu grabación es larga. Aquí rompes {seconds:g} segundos de ella, alrededor del lugar del que "
    "sale la respuesta."
)
BREAK_KIND = "¿Qué ruido?"
BREAK_KINDS = {
    "hiss": "Siseo",
    "rain": "Lluvia",
    "hum": "Zumbido",
    "voices": "Voces",
    "music": "Música",
    "birds": "Pájaros",
}
BREAK_KIND_TELLS = {
    "hiss": "Todos los tonos a la vez, con la misma intensidad: ruido blanco.",
    "rain": "Todos los tonos a la vez, los graves más intensos: ruido rosa.",
    "hum": "Un enchufe malo: los 50 Hz de la red eléctrica (en algunos países, 60) y sus "
    "armónicos, todos ellos tonos graves.",
    "voices": "Un patio de recreo lleno: seis voces inventadas, con sílabas que no significan "
    "nada.",
    "music": "Notas inventadas, cada una con armónicos, como los tiene una voz.",
    "birds": "Silbidos inventados: un solo tono que viene, se va y se desliza.",
}
BREAK_LEVEL = "¿Qué volumen tiene el ruido? (dB sobre tu voz)"
BREAK_LEVEL_INFO = (
    "−40: sin ruido. 0: tan fuerte como tu voz. +20: sus ondas son diez veces más altas."
)
BREAK_OTHERS = "Qué más le puede pasar a un sonido"
BREAK_SPEED = "Velocidad (veces)"
BREAK_SPEED_INFO = "1: sin cambio"
BREAK_PITCH = "Tono (semitonos)"
BREAK_PITCH_INFO = "0: sin cambio; 12: una octava"
BREAK_SHIFT = "Desplazamiento (segundos)"
BREAK_SHIFT_INFO = "0: sin cambio; 0,1: más tarde"
BREAK_ECHO = "Eco (segundos)"
BREAK_ECHO_INFO = "0: ninguno; 3: una iglesia"
BREAK_VOLUME = "Volumen (dB)"
BREAK_VOLUME_INFO = "0: sin cambio; −20: la décima parte"
BREAK_CLIPPING = "Saturación (dB de más)"
BREAK_CLIPPING_INFO = "0: nada; 20: crestas cortadas"
BREAK_MP3 = "MP3 (kbit/s)"
BREAK_MP3_INFO = "64: sin comprimir"
BREAK_TELEPHONE = "Teléfono"
BREAK_TELEPHONE_INFO = (
    "desactivado: sin cambio; activado: solo de 300 a 3\N{NARROW NO-BREAK SPACE}400 Hz"
)
BREAK_REVERSED = "Al revés"
BREAK_REVERSED_INFO = "desactivado: sin cambio; activado: del final al principio"
BREAK_RESET = "Restablecer todo"
BREAK_FIND = "Buscar el punto más débil"
BREAK_SEARCHING = "Pruebo cada cambio por separado, primero un poco, luego más…"
BREAK_FOUND = (
    "<strong>El punto más débil: {change}.</strong> Está al {share:.0f}\N{NO-BREAK SPACE}% "
    "del recorrido de su control. Ahí la respuesta ya no es “{answer}”, sino “{other}”. Los "
    "controles ya están puestos así: ¡escucha!"
)
BREAK_NOT_FOUND = (
    "<strong>Nada lo rompe.</strong> He probado cada cambio por separado, desde un poco hasta el "
    "final de su control: la respuesta sigue siendo “{answer}”. ¡Prueba varios a la vez!"
)
BREAK_AMOUNTS = {
    "reversed": "al revés",
    "speed": "velocidad × {amount:g}",
    "pitch": "tono {amount:+g} semitonos",
    "shift": "desplazamiento de {amount:+g} s",
    "echo": "eco de {amount:g} s",
    "hiss": "siseo a {amount:+g} dB",
    "rain": "lluvia a {amount:+g} dB",
    "hum": "zumbido a {amount:+g} dB",
    "voices": "voces a {amount:+g} dB",
    "music": "música a {amount:+g} dB",
    "birds": "pájaros a {amount:+g} dB",
    "volume": "volumen {amount:+g} dB",
    "clipping": "saturación de {amount:g} dB",
    "telephone": "teléfono",
    "mp3": "MP3 con {amount:g} kbit/s",
}
BREAK_CHANGED = "Cambios: {changes}."
BREAK_UNCHANGED = "No hay ningún cambio: esta es tu grabación."
BREAK_SORRY = "Algo ha fallado aquí, y no es culpa tuya. Prueba otro ajuste."
BREAK_LISTEN = "El sonido que recibe la computadora"

BREAK_CHART = "¿Dónde se rinde?"
BREAK_CHART_TELL = (
    "¿Hasta dónde puede subir el ruido antes de que cambie la respuesta? ¡Primero adivina! Después "
    "deja que el ordenador pruebe todos los niveles; los demás cambios se quedan como están."
)
BREAK_CHART_TRY = "Probar todos los niveles"
BREAK_CHART_TRYING = "Pruebo un nivel tras otro…"
BREAK_HOLDS = "Mantiene “{answer}” hasta que {loud} ({level} dB). Entonces dice “{other}”."
BREAK_AS_LOUD = "el ruido es tan fuerte como tu voz"
BREAK_LOUDER = "las ondas del ruido miden {times:.1f} veces lo que las de tu voz"
BREAK_SOFTER = (
    "las ondas del ruido alcanzan el {percent:.0f}\N{NO-BREAK SPACE}% de la altura de las de tu voz"
)
BREAK_NEVER = (
    "Mantiene “{answer}” con cualquier volumen, incluso cuando las ondas del ruido miden "
    "{times:.0f} veces lo que las de tu voz."
)
BREAK_BACK = "Con un ruido aún más fuerte vuelve a cambiar de opinión."
BREAK_ALREADY = "Los otros cambios por sí solos ya hacen que diga “{answer}”."
BREAK_CHART_CAPTION = (
    "Hacia la derecha el ruido es más fuerte; todos los demás cambios se quedan como los pusiste. "
    "Una palabra cuenta mientras su línea está por encima de la línea horizontal y justo al lado "
    "no se oye otra cosa. Donde el fondo es más oscuro, se ha rendido."
)
BREAK_CHART_CAPTION_HELD = (
    "Hacia la derecha el ruido es más fuerte; todos los demás cambios se quedan como los pusiste. "
    "Una palabra cuenta mientras su línea está por encima de la línea horizontal y justo al lado "
    "no se oye otra cosa."
)
BREAK_CHART_ALT = "Puntuaciones según el nivel del ruido ({noise}). {scores} {sentence}"
BREAK_CHART_ALT_SCORES = "A {level} dB: {list}."
BREAK_CHART_ALT_QUIET = "Sin ruido: {list}."
BREAK_LEVEL_AXIS = "ruido sobre tu voz (dB)"
BREAK_SCORE_AXIS = "puntuación (%)"
BREAK_NO_NOISE = "nada"
BREAK_NEEDED = "necesita: {needed}"
BREAK_NOW = "ahora"
BREAK_GIVES_UP = "se rinde"

BREAK_SEEN = "Lo que queda del sonido"
BREAK_SEEN_CAPTION = (
    "El sonido cambiado, como onda y como imagen. Cuanto más fuerte es el ruido, más se ahoga en "
    "él la imagen de la palabra."
)

# Explain

EXPLAIN_TAB = "Explica"
EXPLAIN_LEAD = (
    "La red neuronal miró una imagen de un segundo de tu sonido. ¿Qué parte fue la decisiva? El "
    "color muestra dónde encontró algo que habla a favor de una palabra: cuanto más intenso, más a "
    "favor."
)
EXPLAIN_WHY = "¿Por qué “{label}”?"
EXPLAIN_BECAUSE = "“{word}” porque"
EXPLAIN_METHOD = "Cómo averiguarlo"
EXPLAIN_METHODS = {
    "integrated_gradients": "hacer aparecer",
    "occlusion": "tapar",
}
EXPLAIN_METHOD_TEXTS = {
    "integrated_gradients": (
        "<strong>Hacer aparecer</strong> (gradientes integrados): la imagen surge del silencio en "
        "{steps} pasos pequeños. En cada paso preguntamos qué números mueven la respuesta si "
        "crecen un poco, y lo sumamos. Todas las partes juntas, a favor y en contra, dan la "
        "respuesta completa."
    ),
    "occlusion": (
        "<strong>Tapar</strong> (oclusión): se silencia un trozo de la imagen y la red vuelve a "
        "mirar; después el trozo siguiente, hasta haber tapado todos los lugares. Donde tapar "
        "perjudica más a una palabra, su color es más intenso."
    ),
}
EXPLAIN_MOST = (
    "A favor de “{word}” habló sobre todo lo que suena a los {time:.2f} segundos, cerca de "
    "{hertz:,} Hz."
)
EXPLAIN_HARDLY = "Casi nada habló a favor de “{word}”."
EXPLAIN_NEITHER = "Así que ninguna de las palabras pudo convencer a la red."
EXPLAIN_TRUST = "¿Cuándo no debes confiar en estas imágenes?"
EXPLAIN_TRUST_TEXT = (
    "Las dos maneras pueden no coincidir, porque hacen preguntas distintas: una mira números "
    "sueltos; la otra, trozos enteros, y donde dos partes dicen lo mismo, tapar solo una cambia "
    "poco. Las dos muestran lo que usó <em>esta</em> red, no lo que hace que un “yes” sea un "
    "“yes”: otra red puede mirar en otro sitio. Da por bueno un lugar cuando las dos maneras "
    "lo muestran, y cuando los dos experimentos de abajo coinciden."
)
EXPLAIN_CAPTION = (
    "Gris: la imagen; cuanto más fuerte, más oscura. Color: lo que habló a favor de la palabra."
)
EXPLAIN_CAPTION_DARK = (
    "Gris: la imagen; cuanto más fuerte, más clara. Color: lo que habló a favor de la palabra."
)
EXPLAIN_ALT = (
    "El segundo evaluado como onda sonora y como imagen, una vez por cada palabra; en color, lo "
    "que habló a favor de esa palabra."
)
EXPLAIN_TIME_AXIS = "tiempo en el segundo evaluado (s)"
EXPLAIN_SILENCE = (
    "En esta grabación no se oía nada, así que ni siquiera se le preguntó a la red. No hay nada "
    "que explicar. Graba una palabra, o elige un ejemplo en la pestaña Escucha."
)
EXPLAIN_SORRY = "Algo ha fallado aquí, y no es culpa tuya. El resto de la página sigue funcionando."

EXPLAIN_ONLY = "¿Basta con eso?"
EXPLAIN_ONLY_TEXT = (
    "Ahora está silenciado todo menos las partes que más hablaron a favor de “{word}”. ¿Todavía "
    "la entiendes? ¿Y la red?"
)
EXPLAIN_SHARE = "Cuánto queda de la imagen (%)"
EXPLAIN_SHARE_INFO = "primero, las partes que más hablaron a favor"
EXPLAIN_ONLY_LISTEN = "Solo las partes que importaron"
EXPLAIN_ONLY_CAPTION = "Claro: lo que queda. El resto está silenciado."
EXPLAIN_ONLY_ALT = (
    "Lo que queda: el {percent:.0f} por ciento de la imagen, de {start:.2f} a {end:.2f} segundos."
)
EXPLAIN_ONLY_NOTHING = "Nada habló a favor de “{word}”, así que no queda nada."

EXPLAIN_MUTE = "Silencia tú una parte"
EXPLAIN_MUTE_TEXT = (
    "Quita algo y mira si la computadora cambia de opinión. ¿Cuál es la parte más pequeña de la "
    "que no puede prescindir?"
)
EXPLAIN_FROM = "Silenciar desde (segundos)"
EXPLAIN_FROM_INFO = "donde empieza la parte silenciada"
EXPLAIN_TO = "hasta (segundos)"
EXPLAIN_TO_INFO = "arrástralo a la derecha para empezar"
EXPLAIN_LOW = "tonos desde (Hz)"
EXPLAIN_LOW_INFO = "0: desde el más grave"
EXPLAIN_HIGH = "tonos hasta (Hz)"
EXPLAIN_HIGH_INFO = "del todo a la derecha: hasta el más agudo"
EXPLAIN_RESET = "No silenciar nada"
EXPLAIN_MUTE_LISTEN = "Con la parte silenciada"
EXPLAIN_MUTE_ALT = (
    "Silenciado: de {start:.2f} a {end:.2f} segundos, de {low:,.0f} a {high:,.0f} hertz."
)
EXPLAIN_MUTE_NOTHING = "Todavía no hay nada silenciado."

EXPLAIN_STAYS = "La respuesta sigue siendo"
EXPLAIN_CHANGES = "La respuesta era “{before}”. Ahora es"
EXPLAIN_SCORES = "Las puntuaciones, antes (pálido) y ahora"
EXPLAIN_BEFORE = "antes"
EXPLAIN_NOW = "ahora"
EXPLAIN_ANSWER = "respuesta"

EXPLAIN_STAGES = "¿Qué ve cada etapa de la red?"
EXPLAIN_STAGES_TEXT = (
    "La imagen atraviesa la red de etapa en etapa. Cada etapa hace con ella muchas imágenes "
    "pequeñas, una por cada cosa que ha aprendido a buscar. Aquí tienes unas cuantas, las más "
    "activas."
)
EXPLAIN_STAGE_NAMES = {
    "image": "Imagen",
    "stem": "Primer vistazo",
    "stage_1": "Etapa 1",
    "stage_2": "Etapa 2",
    "stage_3": "Etapa 3",
    "stage_4": "Etapa 4",
    "head": "Todos los tonos juntos",
    "scores": "Puntuaciones",
    "conv1": "Primera capa",
    "conv2": "Segunda capa",
    "fc1": "Tercera capa",
}
EXPLAIN_STAGE_TEXTS = {
    "image": "Un segundo de sonido: el tiempo hacia la derecha, los tonos hacia arriba; claro es "
    "fuerte.",
    "stem": "Bordes: dónde un tono empieza, termina, sube o baja.",
    "stage_1": "Cada punto mira a sus vecinos: los bordes pueden volverse pequeñas formas.",
    "stage_2": "Menos detalle en los tonos, más lejos en el tiempo: más o menos lo que dura un "
    "sonido del habla.",
    "stage_3": "Aún menos detalle, y más lejos: cómo un sonido del habla sigue a otro.",
    "stage_4": "Cada columna puede mirar medio segundo a cada lado: la palabra entera.",
    "head": "Las filas se unen: una fila por cada cosa que busca, a lo largo del tiempo.",
    "scores": "El promedio en el tiempo da una puntuación para cada clase. Gana la más alta.",
    "conv1": "Bordes: dónde un tono empieza, termina, sube o baja.",
    "conv2": "Los bordes que están juntos se vuelven formas.",
    "fc1": "Todo junto en unos pocos números: los claros encontraron lo que buscan.",
}
EXPLAIN_SHAPE_IMAGE = "{rows} × {columns} números"
EXPLAIN_SHAPE = "{channels} imágenes de {rows} × {columns}"
EXPLAIN_SHAPE_NUMBERS = "{rows} números"
EXPLAIN_SHAPE_SCORES = "{channels} puntuaciones"
EXPLAIN_STAGE_ALT = "{name}, imagen {number} de {channels}."
EXPLAIN_STAGE_ALT_ALL = "{name}: vista completa."


# Live

LIVE_TAB = "En vivo"
LIVE_TITLE = "Piensa en un animal. ¡Yo lo adivino!"
LIVE_LEAD = (
    "Yo pregunto, tú respondes en voz alta, sin botones: «yes» o «no». Mientras tanto ves lo que "
    "oigo."
)
LIVE_START = "Empezar a escuchar"
LIVE_STOP = "Parar"
LIVE_PRIVATE = "Lo que dices se escucha y se olvida enseguida. No se guarda nada."
LIVE_PICTURE = "Lo que se oye ahora, como imagen que avanza; debajo, una línea por palabra."
LIVE_LEGEND = (
    "Arriba: el sonido como imagen. Abajo: lo bien que encaja cada palabra. "
    "Desde la línea discontinua, una palabra cuenta."
)
LIVE_WORDS = "Palabras que he oído"
LIVE_NO_WORDS = "Cada palabra aparece aquí en cuanto la has dicho."
LIVE_HEAR = "Oír"
LIVE_EXPLAIN = "Explicar"
LIVE_FULL = (
    "<strong>No puedo escuchar a más personas a la vez.</strong> Espera a que alguien pare y "
    "pulsa otra vez «Empezar a escuchar»."
)
LIVE_SILENT = (
    "<strong>He dejado de escuchar,</strong> porque nadie ha hablado en cinco minutos. Pulsa "
    "«Empezar a escuchar» para seguir."
)
LIVE_CLOSED = (
    "<strong>La conexión ha terminado.</strong> Pulsa «Empezar a escuchar» para seguir. Si no "
    "sirve, recarga la página."
)
LIVE_SAY = "Di «{confirm}» o «{decline}», o púlsalo."
LIVE_QUESTION = "Pregunta {number}"
LIVE_GUESS = "Adivino"
LIVE_IS_IT = "¿Es {animal}?"
LIVE_STAGES = {
    "ready": ("Piensa en un animal y no lo digas", "¿Todo listo? Di «{confirm}»."),
    "won": ("¡Lo he adivinado!", "¿Otra vez?"),
    "lost": ("Has ganado", "No conozco tu animal. ¡Enséñamelo!"),
    "learned": ("Gracias, ahora lo conozco", "¿Otra vez?"),
}
LIVE_TEACH_ANIMAL = "¿Qué animal era?"
LIVE_TEACH_ANIMAL_EXAMPLE = "un murciélago"
LIVE_TEACH_QUESTION = (
    "¿Qué puedo preguntar para que sí signifique tu animal, y no signifique {animal}?"
)
LIVE_TEACH_QUESTION_EXAMPLE = "¿Duerme cabeza abajo?"
LIVE_TEACH = "Enseñar"
LIVE_AGAIN = "Jugar otra vez"
LIVE_STEPS = ("1. Sonido → palabra", "2. Palabra → significado", "3. Significado → acción")
LIVE_BUTTON = "un botón"
LIVE_INTENTS = {
    "confirm": "De acuerdo",
    "decline": "En desacuerdo",
    "not_understood": "No entendido",
}
LIVE_ACTIONS = {
    "ask": "Hago la siguiente pregunta",
    "guess": "Adivino el animal",
    "win": "Me alegro",
    "give_up": "Me rindo y quiero aprender",
    "begin": "Espero la próxima partida",
    "repeat": "¡Repítelo, por favor!",
    "wait": "Espero a que escribas",
}


# Enseñar

TEACH_TAB = "Enseñar"
TEACH_PART = "Tus propias palabras"
TEACH_TITLE = "Enséñame tus propias palabras"
TEACH_LEAD = (
    "Escribe de dos a ocho palabras, en cualquier idioma. Después di cada una varias veces. "
    "Las aprendo en unos segundos."
)
TEACH_WORD = "Una palabra tuya"
TEACH_EXAMPLES = (
    "hola",
    "adiós",
    "quizás",
    "por favor",
    "gracias",
    "izquierda",
    "derecha",
    "otra vez",
)
TEACH_ADD = "Una palabra más"
TEACH_REMOVE = "Quitar esta palabra"
TEACH_GOAL = "Intentos por palabra"
TEACH_RECORD = "Grabar"
TEACH_PAUSE = "Pausa"
TEACH_HOLD = "Mantener pulsado"
TEACH_FILES = "Archivos"
TEACH_TRAIN = "¡Aprende!"
TEACH_OPEN = "Abrir un modelo o un zip"
TEACH_FORGET = "Borrar todo"
TEACH_FORGET_SURE = "¿Borrar todas las palabras y grabaciones?"
TEACH_PRIVATE = "Tus grabaciones están solo en la memoria y se olvidan cuando cierras la página."
TEACH_READY = "Prepárate …"
TEACH_NOW = "¡Dilo ahora!"
TEACH_HEARING = "Te escucho …"
TEACH_GOT = "Ya lo tengo."
TEACH_NOTHING = "No he oído nada. ¡Dilo otra vez!"
TEACH_STOPPED = (
    "No he oído nada. ¿Está encendido el micrófono y bastante cerca? Entonces pulsa Grabar otra "
    "vez."
)
TEACH_NAMES = "Primero escribe al menos dos palabras."
TEACH_PROGRESS = "{done} de {all}"
TEACH_ROOMS = {
    "quiet": "La sala está en silencio.",
    "fine": "La sala no está del todo en silencio; no importa.",
    "loud": "La sala tiene mucho ruido: acércate al micrófono.",
}
TEACH_HEAR = "Escuchar el intento {number} de «{word}»."
TEACH_DELETE = "Borrar el intento {number} de «{word}»."
TEACH_STRAY = "No suena como los demás."
TEACH_CHANGED = (
    "Desde entonces han cambiado palabras o intentos. Pulsa «¡Aprende!» otra vez para usarlos."
)
TEACH_RESULT = "Así de bien lo he aprendido"
TEACH_RIGHT = (
    "He oído bien {count} de tus {of} intentos: {share}. Cada uno lo juzgó un modelo que había "
    "aprendido todos los demás. Con muchos más intentos quedaría muy probablemente entre {low} y "
    "{high} (intervalo del 95 %)."
)
TEACH_WELL = (
    "Ninguna palabra parece difícil. ¡Pruébalo ahora con alguien que no me la haya enseñado!"
)
TEACH_HELP = "Qué ayudaría"
TEACH_TRY = "Probar"
TEACH_MIXES = "¿Qué confundo?"
TEACH_MIXES_TEXT = "Pulsa un número para escuchar sus intentos."
TEACH_SAID = "dicho ↓, respuesta →"
TEACH_MAP = "Un mapa de tus intentos"
TEACH_MAP_TEXT = (
    "Cada punto es un intento. Lo que para mí suena parecido está cerca. Pulsa un punto para "
    "escucharlo; un anillo marca un intento que no he oído bien."
)
TEACH_POINT = "Intento {number} de «{word}», oído como «{answer}»."
TEACH_TAKE = "Llévatelo a casa"
TEACH_TAKE_TEXT = (
    "Suelta el archivo en esta página otro día, o ábrelo en Python con load(). El zip contiene "
    "vuestras voces: no se lo des a nadie que no deba tenerlas."
)
TEACH_TAKE_ZIP = "Modelo con grabaciones (zip)"
TEACH_TAKE_MODEL = "Solo el modelo"
TEACH_TAKE_ONNX = "Modelo para otros programas (ONNX)"
TEACH_FILE = "mis-palabras"


# From the beginning

BEGIN_TAB = "Desde el principio"
BEGIN_QUESTION = "¿Cómo aprende a oír un ordenador?"
BEGIN_LEAD = (
    "Aquí empieza una red que no sabe nada: todos sus números son aleatorios. Oye grabaciones, "
    "adivina, se le dice la respuesta correcta y cambia un poco sus números. Mírala."
)
BEGIN_EXAMPLES = (
    "Aprende de {n} grabaciones de 27 voces sintéticas. Otras 9 voces la ponen a prueba."
)
BEGIN_FOLDER = (
    "Hay {n:,} grabaciones para aprender, en la carpeta con la que se abrió esta página. Otras "
    "voces la ponen a prueba."
)
BEGIN_NETWORK = "Red"
BEGIN_NETWORKS = {"bc-resnet": "la nuestra", "lesson": "la CNN de la lección"}
BEGIN_NETWORK_TELLS = {
    "bc-resnet": "BC-ResNet, más estrecha que en las otras pestañas. Aprende las palabras, y lo "
    "que no es ninguna de ellas.",
    "lesson": "Solo aprende las palabras, como en la lección: nunca puede decir «ninguna».",
}
BEGIN_RATE = "Tasa de aprendizaje"
BEGIN_RATE_TELLS = (
    "Cuánto se mueve cada número en cada paso. Demasiado poco dura una eternidad; con demasiado, "
    "pasa de largo de lo que busca."
)
BEGIN_AUGMENT = "Aumento de datos"
BEGIN_AUGMENT_CHOICES = {"on": "sí", "off": "no"}
BEGIN_AUGMENT_TELLS = {
    "on": "Oye cada grabación un poco distinta cada vez: más rápida, con ruido, con eco.",
    "off": "Oye cada grabación exactamente igual cada vez.",
}
BEGIN_EPOCHS = "Épocas"
BEGIN_EPOCHS_INFO = "Cuántas veces oye todas las grabaciones"
BEGIN_RECORDINGS = "Grabaciones"
BEGIN_RECORDINGS_INFO = "De cuántas aprende como máximo"
BEGIN_START = "Empezar a entrenar"
BEGIN_STOP = "Parar aquí"
BEGIN_CANCEL = "Cancelar"
BEGIN_EMPTY = "Elige y pulsa «Empezar a entrenar». Aquí crecerán dos curvas."
BEGIN_PHASES = {
    "waiting": "Ahora mismo entrenan otros. Ya te tocará.",
    "reading": "Lee las grabaciones …",
    "training": "Época {epoch}",
    "comparing": "Hace un examen, y el modelo terminado hace el mismo …",
}
BEGIN_SECONDS_LEFT = "faltan unos {seconds} segundos"
BEGIN_MINUTES_LEFT = "faltan unos {minutes:.1f} minutos"
BEGIN_ACCURACY = "Exactitud: cuántas respuestas son correctas"
BEGIN_LOSS = "Pérdida: cuánto se equivocan las respuestas"
BEGIN_TRAINING = "grabaciones de las que aprende"
BEGIN_VALIDATION = "voces que nunca ha oído"
BEGIN_GUESSING = "al azar"
BEGIN_EPOCH_AXIS = "época"
BEGIN_ALT_LINE = "{kind}, época tras época: {values}."
BEGIN_STORY = "¿Qué ha pasado?"
BEGIN_LEARNED = (
    "Al principio adivinaba. Al final acertó el {accuracy} de las grabaciones de voces que nunca "
    "había oído ({right} de {of})."
)
BEGIN_NOT_LEARNED = {
    "any": "No ha aprendido nada que no diera el azar. Prueba otra tasa de aprendizaje, más épocas "
    "o más grabaciones.",
    "lesson": "No ha aprendido nada que no diera el azar. Le pasa a la red de la lección: cuando "
    "su última capa solo dice ceros, nada le indica cómo mejorar. Prueba otra tasa de aprendizaje "
    "o más grabaciones.",
}
BEGIN_BY_HEART = (
    "<strong>Empezó a aprender de memoria:</strong> después de la época {epoch}, la pérdida con "
    "voces nuevas volvió a subir, mientras que con sus propias grabaciones seguía bajando. A eso "
    "se le llama sobreajuste (overfitting)."
)
BEGIN_GAP = (
    "<strong>Conoce mejor sus propias grabaciones que las voces nuevas:</strong> {own} frente a "
    "{new}. En parte ha aprendido de memoria estas grabaciones, y no las palabras. A eso se le "
    "llama sobreajuste (overfitting)."
)
BEGIN_GAP_HELP = {
    "on": "Ayudarían más grabaciones de más voces.",
    "off": "Prueba con aumento de datos o con más grabaciones: entonces hay menos que aprender de "
    "memoria.",
}
BEGIN_UNFINISHED = "Al final todavía mejoraba: más épocas pueden ayudar."
BEGIN_GOOD = "Las dos curvas siguen juntas: lo que ha aprendido también vale para voces nuevas."
BEGIN_GOOD_TRY = {
    "on": "Prueba ahora sin aumento de datos o con menos grabaciones.",
    "off": "Prueba ahora con menos grabaciones.",
}
BEGIN_KEPT = (
    "Se guardan los números de la época {epoch}, donde la pérdida con voces nuevas fue la más baja."
)
BEGIN_STOPPED = "Cancelado. No se ha guardado nada."
BEGIN_BROKEN = "Algo ha fallado aquí, y no es culpa tuya. Inténtalo otra vez."
BEGIN_COMPARE = "Junto al modelo terminado"
BEGIN_COMPARED = (
    "Los dos oyeron las mismas {n} grabaciones de voces de las que el nuevo nunca aprendió. El "
    "terminado aprendió de decenas de miles de grabaciones, durante horas."
)
BEGIN_NOT_COMPARED = (
    "El modelo de esta página conoce otras palabras, así que no se pueden comparar."
)
BEGIN_OWN = "el nuevo"
BEGIN_SHIPPED = "el terminado"
BEGIN_FALSE = "Se dijo otra palabra, y aun así responde"
BEGIN_USE = "Usar este modelo"
BEGIN_USED = (
    "<strong>Desde ahora responde el modelo nuevo,</strong> en Escucha y en todas las pestañas. "
    "Graba allí una palabra. Con la barra de arriba se vuelve al otro."
)


# The page without a server: demo/static

LANGUAGE_NAME = "Español"
STATIC_LANGUAGE = "Idioma"
STATIC_LOADING = "Un momento…"
STATIC_RECORD = "Grabar"
STATIC_STOP = "Parar"
STATIC_OPEN = "Abrir un archivo de sonido"
STATIC_LIVE = "Escuchar en directo"
STATIC_LIVE_STOP = "Dejar de escuchar"
STATIC_LIVE_HINT = "Te escucho. Di <em>yes</em> o <em>no</em> cuando quieras."
STATIC_LIVE_WORDS = "Lo que he oído"
STATIC_PRIVACY = (
    "Todo ocurre dentro de esta página. Nada de lo que dices sale de este dispositivo y nada "
    "se guarda."
)
STATIC_CANNOT = (
    "<strong>Este navegador es demasiado antiguo para esta página.</strong> Ábrela en un "
    "Firefox, Chrome, Edge o Safari actual."
)
