// Building screens out of the document's templates. Only `textContent` is ever set: what people
// write is never read as HTML.

/**
 * A fresh copy of a template's one element.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function copy(id) {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`no template ${id}`);
  const element = template.content.firstElementChild?.cloneNode(true);
  if (!(element instanceof HTMLElement)) throw new Error(`empty template ${id}`);
  if (template.dataset.title) element.dataset.title = template.dataset.title;
  return element;
}

/**
 * The place of that name in a copy.
 *
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLElement}
 */
export function slot(root, name) {
  const found = root.querySelector(`[data-slot="${name}"]`);
  if (!(found instanceof HTMLElement)) throw new Error(`no slot ${name}`);
  return found;
}

/**
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLInputElement}
 */
export const field = (root, name) => /** @type {HTMLInputElement} */ (slot(root, name));

/**
 * Writes a text into a place; an empty one is taken away.
 *
 * @param {ParentNode} root
 * @param {string} name
 * @param {string} [text]
 */
export function write(root, name, text) {
  const place = slot(root, name);
  place.textContent = text ?? "";
  place.hidden = !text;
}

/**
 * @param {ParentNode} root
 * @param {string} name
 * @param {string[]} texts
 */
export function writeList(root, name, texts) {
  const items = texts.map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  });
  slot(root, name).replaceChildren(...items);
}

/**
 * @param {ParentNode} root
 * @param {string} name
 * @param {() => void} action
 */
export const onClick = (root, name, action) =>
  slot(root, name).addEventListener("click", () => action());

/**
 * @param {HTMLElement} form
 * @param {() => void} action
 */
export function onSubmit(form, action) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    action();
  });
}

/**
 * A tick or a radio button with its label.
 *
 * @param {{ type: "checkbox" | "radio", id: string, name: string, label: string,
 *   checked: boolean, onChange: (input: HTMLInputElement) => void }} option
 */
export function makeOption({ type, id, name, label, checked, onChange }) {
  const option = copy("option");
  const input = field(option, "input");
  const text = slot(option, "label");
  Object.assign(input, { type, id, name, checked, autocomplete: "off" });
  text.setAttribute("for", id);
  text.textContent = label;
  input.addEventListener("change", () => onChange(input));
  return option;
}
