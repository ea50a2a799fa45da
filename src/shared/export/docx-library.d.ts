/**
 * What is used of the package `docx`, as `tsconfig.base.json` names it: the package's own types bring those of Node with them, into
 * every world that exports.
 */

interface Languages {
  readonly value?: string;
  readonly eastAsia?: string;
  readonly bidirectional?: string;
}

interface Fonts {
  readonly ascii?: string;
  readonly hAnsi?: string;
  readonly cs?: string;
  readonly eastAsia?: string;
}

export interface IRunPropertiesOptions {
  readonly bold?: boolean;
  readonly italics?: boolean;
  /** The ground of the words. */
  readonly highlight?: "yellow";
  /** In half points. */
  readonly size?: number;
  readonly font?: Fonts;
  readonly language?: Languages;
  readonly rightToLeft?: boolean;
}

export class TextRun {
  protected readonly isOfTheLibrary: true;
  constructor(options: IRunPropertiesOptions & { readonly text: string });
}

export const HeadingLevel: { readonly HEADING_1: "Heading1"; readonly HEADING_2: "Heading2" };

export interface IParagraphOptions {
  readonly heading?: "Heading1" | "Heading2";
  readonly bidirectional?: boolean;
  readonly children?: readonly TextRun[];
}

export class Paragraph {
  protected readonly isOfTheLibrary: true;
  constructor(options: IParagraphOptions);
}

export class TableCell {
  protected readonly isOfTheLibrary: true;
  constructor(options: { readonly children: readonly Paragraph[] });
}

export class TableRow {
  protected readonly isOfTheLibrary: true;
  constructor(options: { readonly tableHeader?: boolean; readonly children: readonly TableCell[] });
}

export const TableLayoutType: { readonly FIXED: "fixed" };

export class Table {
  protected readonly isOfTheLibrary: true;
  constructor(options: {
    readonly layout: "fixed";
    /** In twentieths of a point. */
    readonly columnWidths: readonly number[];
    readonly rows: readonly TableRow[];
  });
}

export class Document {
  protected readonly isOfTheLibrary: true;
  constructor(options: {
    readonly title: string;
    readonly creator: string;
    readonly lastModifiedBy: string;
    readonly description?: string;
    readonly styles: {
      readonly default: { readonly document: { readonly run: IRunPropertiesOptions } };
    };
    readonly sections: readonly { readonly children: readonly (Paragraph | Table)[] }[];
  });
}

export const Packer: { readonly toArrayBuffer: (document: Document) => Promise<ArrayBuffer> };
