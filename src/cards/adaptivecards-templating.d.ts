/*
 * The part of adaptivecards-templating that we use. Its own types pull in sources that do not compile under our settings;
 * tsconfig.json maps the package's types to this file.
 */

/** A parsed card template. */
export class Template {
  constructor(payload: object);
  /** Binds the template to its values. */
  expand(context: { readonly $root: object }): object;
}
