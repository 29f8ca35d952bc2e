// The other age: npm age-encryption, which shares no code with ours. Bytes travel as Base64.
// `seal`: a text to recipients. `open`: a file with identities or a passphrase; null when it opens with
// none.

import { Decrypter, Encrypter } from "age-encryption";
import { main } from "./main.mjs";

await main(async ({ seal = [], open = [] }) => ({
  sealed: await Promise.all(seal.map(encrypt)),
  opened: await Promise.all(open.map(decrypt)),
}));

/** @param {{ text: string, recipients: string[] }} job */
async function encrypt({ text, recipients }) {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return Buffer.from(await encrypter.encrypt(text)).toString("base64");
}

/** @param {{ file: string, identities?: string[], passphrase?: string }} job */
async function decrypt({ file, identities = [], passphrase }) {
  const decrypter = new Decrypter();
  if (passphrase) decrypter.addPassphrase(passphrase);
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(Buffer.from(file, "base64"), "text");
  } catch (error) {
    // Anything but "none of these keys" would be a fault of the file.
    if (/no identity matched/.test(String(error))) return null;
    throw error;
  }
}
