package shop;

import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.doctor.Diagnosis;

/** A token, a claims challenge and the diagnosis, on the module path. */
public final class Main {

    private static final String VAULT = "https://vault.azure.net/.default";

    private Main() {}

    public static void main(String[] arguments) {
        if (!WorkloadIdentity.class.getModule().isNamed()) {
            throw new AssertionError("not on the module path");
        }
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment()) {
            String first = identity.token(VAULT).authorizationHeader();
            String second = identity.token(
                            TokenRequest.of(VAULT).withCae(true).withClaims("{\"access_token\":{\"nbf\":{\"value\":\"1\"}}}"))
                    .authorizationHeader();
            Diagnosis diagnosis = identity.diagnose(VAULT);
            System.out.println(
                    !first.equals(second) && diagnosis.healthy() ? "works: shop" : "FAILED: " + diagnosis.toJson());
        }
    }
}
