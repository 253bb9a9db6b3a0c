// What the views beside the conversation need: the record beside a list. All else works without a script.

import "./record.js";
