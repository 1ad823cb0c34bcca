/** The generators, and what their code needs to compile or run, by registry. A newer version is tried by changing it here. */
export const versions = {
  /** Maven Central: org.openapitools:openapi-generator-cli, for python, go, java and typescript-fetch. */
  openapiGenerator: '7.25.0',
  /** The Go module proxy. */
  oapiCodegen: 'v2.8.2',
  oapiCodegenRuntime: 'v1.9.0',
  ogen: 'v1.25.0',
  /** PyPI. */
  openapiPythonClient: '0.29.1',
  datamodelCodeGenerator: '0.89.0',
  airbyteCdk: '7.39.1',
  dlt: '1.31.0',
  duckdb: '2.0.1',
  /** npm. */
  heyApi: '0.99.0',
  typescript: '5.9.3',
  nodeTypes: '24.19.4',
} as const;
