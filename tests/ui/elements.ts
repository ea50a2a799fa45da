import { type ComponentChildren, isValidElement, type VNode } from "preact";

/** The elements of what a component gives, in their order; what they would draw themselves is not looked into. */
export function elementsOf(children: ComponentChildren): readonly VNode<Readonly<Record<string, unknown>>>[] {
  if (Array.isArray(children)) return children.flatMap((child: ComponentChildren) => elementsOf(child));
  if (!isValidElement(children)) return [];
  const element = children as VNode<Readonly<Record<string, unknown>>>;
  return [element, ...elementsOf(element.props.children)];
}
