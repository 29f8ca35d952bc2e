// The offline form: the page's first half as one file with everything inside. It is opened from a memory
// stick or out of a message, asks nothing of the network before she sends, and can do without one.

import "./offline/inside.js";
import "./app.js";
import "./offline/landing.js";
import "./offline/leaving.js";
