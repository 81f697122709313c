package io.github.wicredential.examples.docs;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import java.util.List;

/** The code of docs/how-to/troubleshooting.md. */
public final class TroubleshootingSnippets {

    private TroubleshootingSnippets() {}

    static List<Diagnosis> both(WorkloadIdentity identity) {
        // begin: diagnose
        Diagnosis diagnosis = identity.diagnose("https://vault.azure.net/.default");
        Diagnosis atStart =
                WorkloadIdentity.builder().diagnose(DiagnosisOptions.of().withOffline(true));
        // end
        return List.of(diagnosis, atStart);
    }
}
