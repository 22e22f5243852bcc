/** The package has no types; what is used of it is SherpaLibrary in sherpa-library.ts. It may be absent. */
declare module 'sherpa-onnx-node' {
  const library: unknown;
  export default library;
}
