// Checks docs/vectors in WebAssembly: `node check.cjs FOLDER`, where the folder holds the module
// that wasm-bindgen made of this package for Node.
const path = require("node:path");

const { check_all: checkAll } = require(path.join(process.argv[2], "dauys_vectors.js"));
console.log(checkAll());
