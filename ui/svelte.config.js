// Runes everywhere: the old reactive syntax is an error.
export default { compilerOptions: { runes: true } };
