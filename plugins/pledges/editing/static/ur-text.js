/* A page that is pasted keeps its lists: a browser's own text of it has no bullets, and what is promised is in them. */
import { takeWhatIsPasted } from "/tema/inklistrat.js";

takeWhatIsPasted(document.querySelector(".steps-form"));
