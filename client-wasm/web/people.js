// The people of the roster, as they are shown.

import { trusted } from "./state.js";
import { inLanguage, t } from "./text.js";

/** @param {Person} person */
export const nameAndRole = ({ name, role }) => `${name}, ${inLanguage(role)}`;

/** Everyone who may be chosen, each once, in the order of the channels. */
export function everyone() {
  /** @type {Map<string, Person>} */
  const people = new Map();
  for (const { members } of trusted().view.channels) {
    for (const person of members) if (!people.has(person.id)) people.set(person.id, person);
  }
  return [...people.values()];
}

/** @param {string[]} ids */
export const named = (ids) =>
  everyone().filter(({ id }) => ids.includes(id)).map(nameAndRole);

/** @param {string} id */
export const isIndependent = (id) =>
  trusted().view.channels.some(
    ({ independent, members }) => independent && members.some((person) => person.id === id),
  );

/**
 * The channels, each person only in the first they belong to, with a word on the others.
 *
 * @returns {{ channel: Channel, people: { person: Person, also: string }[] }[]}
 */
export function byChannel() {
  const { channels } = trusted().view;
  return channels.map((channel, place) => {
    const before = channels.slice(0, place).flatMap(({ members }) => members);
    const people = channel.members.filter(({ id }) => !before.some((other) => other.id === id));
    const others = (/** @type {Person} */ { id }) =>
      channels
        .filter((other) => other !== channel && other.members.some((person) => person.id === id))
        .map(({ name }) => inLanguage(name))
        .join(", ");
    return { channel, people: people.map((person) => ({ person, also: others(person) })) };
  });
}

/**
 * How independent a channel is, and who vouches for its people.
 *
 * @param {Channel} channel
 */
export function channelStanding({ independent, confirmed }) {
  if (!independent) return t("channel-inside");
  const vouched = confirmed === "itself" ? t("channel-itself") : t("channel-organisation");
  return `${t("channel-independent")} ${vouched}`;
}
