export { acquireSharedServer, type SharedServer, type SharedServerOptions } from './acquire-shared-server.ts'
export { type Binaries, BUNDLED_MAJOR } from './find-binaries.ts'
export { LocalServerError, type LocalServerErrorCode } from './local-server-error.ts'
export { type LocalServer, type StartServerOptions, startServer } from './start-server.ts'
