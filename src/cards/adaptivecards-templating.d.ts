/** The part of the package we use; its own types pull in sources that do not compile under our settings. */
declare module 'adaptivecards-templating' {
  /** A parsed card template. */
  export class Template {
    constructor(payload: object);
    /** Binds the template to its values. */
    expand(context: { readonly $root: object }): object;
  }
}
