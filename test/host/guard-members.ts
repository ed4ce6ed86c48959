// Makes the stand-in loud: reading a member it does not have throws a sentence instead of yielding undefined.

/** Members that language machinery, loggers and test tools ask of any object. */
const askedOfEverything = new Set([
  "then",
  "toJSON",
  "inspect",
  "nodeType",
  "asymmetricMatch",
  "$$typeof",
  "__esModule",
  "domain",
  "default",
]);

type Method = (...args: unknown[]) => unknown;

/** Methods of classes and objects have no `prototype`; constructors and classes do and are handed out as they are. */
function isMethod(value: unknown): value is Method {
  return typeof value === "function" && !Object.hasOwn(value, "prototype");
}

/** @param undefinedMembers members that real Electron leaves undefined here, such as app.dock off macOS. */
export function guardMembers<T extends object>(name: string, target: T, undefinedMembers: readonly string[] = []): T {
  const bound = new Map<Method, Method>();

  function bind(method: Method): Method {
    const known = bound.get(method);
    if (known !== undefined) return known;
    const wrapper: Method = (...args) => {
      const result = Reflect.apply(method, target, args);
      return result === target ? guarded : result;
    };
    bound.set(method, wrapper);
    return wrapper;
  }

  const guarded: T = new Proxy(target, {
    get(inner, member) {
      if (typeof member === "symbol" || member in inner) {
        const value: unknown = Reflect.get(inner, member);
        return isMethod(value) ? bind(value) : value;
      }
      if (askedOfEverything.has(member) || undefinedMembers.includes(member)) return undefined;
      throw new Error(`the stand-in lacks ${name}.${member}`);
    },
    set: (inner, member, value) => Reflect.set(inner, member, value),
  });
  return guarded;
}
