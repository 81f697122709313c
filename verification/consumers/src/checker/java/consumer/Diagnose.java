package consumer;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.doctor.Diagnosis;

/** The doctor's diagnosis. */
public final class Diagnose implements Check {
    @Override
    public void run() {
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment()) {
            Diagnosis diagnosis = identity.diagnose(VAULT);
            Check.must(diagnosis.healthy(), diagnosis.toJson());
        }
    }
}
