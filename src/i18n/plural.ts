/** A sentence for each plural form that the language has; `#` is the number. */
type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** Makes the sentences of `language` (BCP 47) that depend on a number, by its own plural rules. */
export function countedIn(language: string): (forms: PluralForms) => (count: number) => string {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (forms) => (count) =>
    (forms[rules.select(count)] ?? forms.other).replace("#", numbers.format(count));
}
