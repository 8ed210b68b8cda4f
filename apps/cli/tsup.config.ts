import { defineBuild } from '@omni/tsup-config'

export default defineBuild(['src/bin.ts', 'src/index.ts'])
