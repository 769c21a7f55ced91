// What html-validate asks of every page: its recommended rules, but for what we have reasons for.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // HTML takes it in either case; we write all tags in small letters
    "doctype-style": ["error", { style: "lowercase" }],
    // spaces that a template leaves at the end of a line are read by nobody
    "no-trailing-whitespace": "off",
    // every button of ours stands in a form and sends it, which is what a button does unless told otherwise
    "no-implicit-button-type": "off",
    // several answers to one question have one name: those spoken for, the days of meetings
    "form-dup-name": "off",
    // an agreement is called what it is called
    "long-title": "off",
    // ARIA lets lists and sections have a name
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
  },
};
