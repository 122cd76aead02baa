package io.dormouse.job.provider;

import io.dormouse.job.NeedsOpenSsh;
import java.nio.file.Path;

@NeedsOpenSsh
class OpenSshHostTest extends JobRunnerContract {
    @Override
    TestHost start(Path folder) throws Exception {
        return new OpenSshHost(folder);
    }

    @Override
    int many() {
        return 8;
    }
}
