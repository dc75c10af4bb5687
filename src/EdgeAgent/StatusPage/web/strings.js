// Every text that people read, in Chinese and English, from strings.json. A text may have placeholders {name}, whose
// values are numbers, names, or pairs { zh, en }; English may distinguish "one" from "other" by the value of {count}.
const languages = { zh: "zh-CN", en: "en" };
const plurals = new Intl.PluralRules("en");
const texts = await (await fetch("/strings.json")).json();

function inLanguage(key, values, language) {
  const form = texts[key][language];
  const text = typeof form === "string" ? form : form[plurals.select(values.count)];
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]?.[language] ?? values[name]);
}

/** The text in both languages: { zh, en }. */
export function pair(key, values = {}) {
  return { zh: inLanguage(key, values, "zh"), en: inLanguage(key, values, "en") };
}

/** The text where there is one, or else the name that somebody has given. */
export function named(key, own) {
  return texts[key] ? pair(key) : own;
}

/** Both languages in one line, for attributes that hold only plain text. */
export function line(key, values) {
  const { zh, en } = pair(key, values);
  return `${zh} / ${en}`;
}

/** Shows a pair, Chinese first. What is shown already is left alone, so that a screen reader says only what is new. */
export function show(element, { zh, en }) {
  if (element.dataset.zh === zh && element.dataset.en === en) {
    return;
  }

  Object.assign(element.dataset, { zh, en });
  element.replaceChildren(...Object.entries({ zh, en }).map(([language, text]) => {
    const part = document.createElement("span");
    part.lang = languages[language];
    part.textContent = text;
    return part;
  }));
}

/** Says nothing more. */
export function clear(element) {
  delete element.dataset.zh;
  delete element.dataset.en;
  element.replaceChildren();
}

export function put(element, key, values) {
  show(element, pair(key, values));
}

/** Fills every element of the page that only names its text. */
export function putStatic(root) {
  root.querySelectorAll("[data-text]").forEach((element) => put(element, element.dataset.text));
}
