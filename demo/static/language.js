// The page's words in the visitor's language, as demo/text says them.

const DIGITS = { ".0f": 0, ".1f": 1, ".2f": 2, ".3f": 3 };

class Words {
  constructor(language) {
    this.language = language;
    this.texts = { ...TEXTS.en, ...TEXTS[language] };
  }

  // A text with its values put in: "{seconds:.2f} s", {seconds: 1} -> "1.00 s" or "1,00 s".
  say(name, values = {}) {
    return this.fill(this.texts[name], values);
  }

  fill(text, values) {
    return text.replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name, how) => {
      const value = values[name];
      if (typeof value !== "number") return value;
      return this.number(how in DIGITS ? value.toFixed(DIGITS[how]) : String(value));
    });
  }

  // A number written in English as this language writes it.
  number(written) {
    return written.replace(".", this.texts.DECIMAL_POINT);
  }

  // A score as a person says it: never 0 or 100, for nothing is that certain.
  percent(score) {
    if (score > 0.99) return this.say("OVER", { percent: "99\u00a0%" });
    if (score < 0.01) return this.say("UNDER", { percent: "1\u00a0%" });
    return `${this.number((100 * score).toFixed(0))}\u00a0%`;
  }

  // A threshold; near 100 %, where each tenth counts, to two places.
  needed(threshold) {
    const percent = 100 * threshold;
    const places = threshold <= 0.99 ? 0 : 2;
    return `${this.number(String(Number(percent.toFixed(places))))}\u00a0%`;
  }

  howSure(score) {
    const [, sentence] = this.texts.SURE.find(([least]) => score >= least);
    return `${sentence}: ${this.percent(score)}.`;
  }

  // What an answer is called: the words are the model's own, "neither" is the language's.
  label(label) {
    return label === MODEL.labels.at(-1) ? this.texts.NEITHER : label;
  }

  // Why the answer is neither word.
  reason(prediction, threshold) {
    const { reason, sounds_like: alike, scores } = prediction;
    if (reason === "other_word" && alike) return this.say("SOUNDS_LIKE", { word: alike });
    const word = MODEL.words.reduce((best, one) => (scores[one] > scores[best] ? one : best));
    let [said, least] = [this.percent(scores[word]), this.needed(threshold)];
    if (said === least) {
      const exact = (score) => `${this.number((100 * score).toFixed(1))}\u00a0%`;
      [said, least] = [exact(scores[word]), exact(threshold)];
    }
    const sentence = this.texts.REASONS[reason] ?? this.texts.REASON_UNKNOWN;
    return this.fill(sentence, { word, percent: said, needed: least });
  }

  error(problem) {
    if (!(problem instanceof SoundError)) return this.texts.BROKEN;
    const values = { ...problem.values };
    values.name ??= this.texts.RECORDING;
    return this.fill(this.texts.ERRORS[problem.code], values);
  }
}

// The language the browser asks for first, if the page speaks it.
function wantedLanguage() {
  const first = (navigator.languages?.[0] ?? navigator.language ?? "en").split("-")[0];
  return first.toLowerCase() in TEXTS ? first.toLowerCase() : "en";
}
