package io.github.wicredential.examples.docs;

import io.github.wicredential.Diagnosis;
import io.github.wicredential.WorkloadIdentity;
import java.util.List;

/** The code of docs/troubleshooting.md. */
public final class TroubleshootingSnippets {

    private TroubleshootingSnippets() {}

    static List<Diagnosis> both(WorkloadIdentity identity) {
        // begin: diagnose
        Diagnosis diagnosis = identity.diagnose("https://vault.azure.net/.default");
        Diagnosis atStart = Diagnosis.ofEnvironment(Diagnosis.Options.of().withOffline(true));
        // end
        return List.of(diagnosis, atStart);
    }
}
