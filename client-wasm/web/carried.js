// What the offline form carries inside itself (form.js). The page carries nothing: it fetches.

/** @type {{ inside: Inside | null }} */
export const carried = { inside: null };
