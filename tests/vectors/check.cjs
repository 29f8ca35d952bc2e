// Runs the checks of the vectors, built for WebAssembly: node check.cjs FOLDER
// A check that fails throws; a run that checks nothing has failed too.
const path = require("node:path");

const { check_all } = require(path.resolve(process.argv[2], "dauys_vectors.js"));
const report = check_all();
if (report.trim() === "") throw new Error("no vector was checked");
console.log(report);
