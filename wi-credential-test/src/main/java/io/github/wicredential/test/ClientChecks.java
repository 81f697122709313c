package io.github.wicredential.test;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks of the client and of its federated credentials. */
final class ClientChecks {

    private ClientChecks() {}

    static @Nullable Refusal known(TokenRequestEvaluation evaluation) {
        return evaluation.applicationIfKnown() == null
                ? Refusal.unauthorizedClient(
                        700016,
                        "Application with identifier '" + evaluation.clientId() + "' was not found in the directory '"
                                + evaluation.tenant().id()
                                + "'. This can happen if the application has not been installed by the administrator of"
                                + " the tenant or consented to by any user in the tenant. You may have sent your"
                                + " authentication request to the wrong tenant.")
                : null;
    }

    static @Nullable Refusal usable(TokenRequestEvaluation evaluation) {
        LocalApplication application = evaluation.application();
        if (!application.hasServicePrincipal()) {
            return Refusal.invalidClient(
                    7000229,
                    "The client application " + application.clientId() + " is missing service principal in the tenant "
                            + application.tenantId()
                            + ". See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119");
        }
        LocalApplication blueprint = application.blueprint();
        if (blueprint != null && !(application.enabled() && blueprint.enabled())) {
            return Refusal.withoutCode("Agent identity '" + application.clientId() + "' or its blueprint is disabled.");
        }
        if (application.kind() == ClientKind.BLUEPRINT && !application.enabled()) {
            return Refusal.withoutCode("Blueprint '" + application.clientId() + "' is disabled.");
        }
        if (!application.enabled()) {
            return Refusal.unauthorizedClient(7000112, "Application " + named(application) + " is disabled.");
        }
        return application.publicClient()
                ? Refusal.invalidClient(
                        700025,
                        "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.")
                : null;
    }

    static @Nullable Refusal federationAllowed(TokenRequestEvaluation evaluation) {
        return evaluation.tenant().federationBlocked()
                ? Refusal.invalidClient(
                        700223, "Workload Identity Federation has been disabled by policy in this tenant.")
                : null;
    }

    static @Nullable Refusal federated(TokenRequestEvaluation evaluation) {
        LocalApplication application = evaluation.application();
        if (application.kind() == ClientKind.AGENT) {
            return null;
        }
        if (application.stillUnaware()) {
            return noMatch(evaluation);
        }
        return application.credentials().isEmpty()
                ? Refusal.invalidClient(
                        70025,
                        "The client " + named(application) + " has no configured federated identity credentials.")
                : null;
    }

    /** Issuer first, then subject among those, then audience among those. */
    static @Nullable Refusal matches(TokenRequestEvaluation evaluation) {
        if (evaluation.application().kind() == ClientKind.AGENT) {
            return null;
        }
        Assertion assertion = evaluation.assertion();
        String issuer = assertion.text("iss");
        List<FederatedCredential> left =
                only(evaluation.application().credentials(), c -> c.issuer().equals(issuer));
        if (left.isEmpty()) {
            return mismatch(700211, "issuer", issuer);
        }
        String subject = assertion.text("sub");
        left = only(left, c -> c.subject().equals(subject));
        if (left.isEmpty()) {
            return mismatch(700213, "subject", subject);
        }
        List<String> audiences = assertion.audiences();
        boolean ofEntra = evaluation.issued() != null;
        left = only(left, c -> audiences.equals(List.of(ofEntra ? AccessTokens.audience(c.audience()) : c.audience())));
        return left.isEmpty() ? mismatch(700212, "audience", String.join(", ", audiences)) : null;
    }

    private static List<FederatedCredential> only(
            List<FederatedCredential> credentials, Predicate<FederatedCredential> condition) {
        return credentials.stream().filter(condition).toList();
    }

    static Refusal mismatch(int code, String what, String presented) {
        return Refusal.invalidClient(
                code,
                "No matching federated identity record found for presented assertion " + what + " '" + presented
                        + "'. Check your federated identity credential Subject, Audience and Issuer against the"
                        + " presented assertion. Please note that the matching is done using a case-sensitive"
                        + " comparison. https://learn.microsoft.com/entra/workload-id/workload-identity-federation");
    }

    private static Refusal noMatch(TokenRequestEvaluation evaluation) {
        Assertion assertion = evaluation.assertion();
        return Refusal.invalidClient(
                70021,
                "No matching federated identity record found for presented assertion. Assertion Issuer: '"
                        + assertion.text("iss") + "'. Assertion Subject: '" + assertion.text("sub")
                        + "'. Assertion Audience: '" + String.join(", ", assertion.audiences())
                        + "'. https://learn.microsoft.com/entra/workload-id/workload-identity-federation");
    }

    private static String named(LocalApplication application) {
        return "'" + application.clientId() + "'(local application)";
    }
}
