// A report of a file and the one of this visit, put together: what she chose in this visit is not
// undone, and whoever was shut out in either stays shut out.

/**
 * Words are the file's: those of this visit are kept as entries.
 *
 * @param {Draft} file
 * @param {Draft} visit
 * @param {Answers} chosen of this visit
 * @returns {Draft}
 */
export function both(file, visit, chosen) {
  const shut_out = union(file.shut_out, visit.shut_out);
  const isIn = (/** @type {string} */ id) => !shut_out.includes(id);
  const { name, name_to } = visit.name.trim() ? visit : file;
  const to = readers(file.to, visit.to).filter(isIn);
  return {
    answers: { ...file.answers, ...chosen },
    only_counted: false,
    to: to.length > 0 ? to : null,
    shut_out,
    own_copy: file.own_copy || visit.own_copy,
    name,
    name_to: name_to.filter(isIn),
    left: union(file.left, visit.left),
  };
}

/** @param {string[]} one @param {string[]} other */
const union = (one, other) => [...new Set([...one, ...other])];

/**
 * Where the two differ nobody: she is asked anew.
 *
 * @param {string[] | null} file
 * @param {string[] | null} visit
 */
function readers(file, visit) {
  if (!file || !visit) return file ?? visit ?? [];
  const differ = file.length !== visit.length || file.some((id) => !visit.includes(id));
  return differ ? [] : visit;
}
