package io.github.wicredential.test;

import io.github.wicredential.test.AccessTokens.Issued;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks of an assertion that Entra itself has issued. How it was obtained is known from the record of what was issued, not
 * from a claim.
 */
final class EntraTokenChecks {

    private static final List<String> ENTRA_ISSUERS =
            List.of("https://sts.windows.net/", "https://login.microsoftonline.com/");

    private EntraTokenChecks() {}

    /** In which order Entra checks these is not known. */
    static @Nullable Refusal usable(TokenRequestEvaluation evaluation) {
        if (evaluation.application().kind() == ClientKind.AGENT) {
            return null;
        }
        Issued issued = evaluation.issued();
        if (issued == null) {
            return isEntras(evaluation)
                    ? Refusal.invalidClient(700222, "AAD-issued tokens may not be used for federated identity flows.")
                    : null;
        }
        if (!issued.tenantId().equals(evaluation.application().tenantId())) {
            return Refusal.invalidClient(
                    700236,
                    "The token was issued by tenant '" + issued.tenantId() + "', which is not the home tenant of"
                            + " application '" + evaluation.clientId() + "'.");
        }
        return switch (issued.origin()) {
            case USER ->
                Refusal.invalidClient(700229, "Only app-only tokens may be used for federated identity credentials.");
            case FEDERATED_CREDENTIAL ->
                Refusal.invalidClient(
                        700231,
                        "A token that was obtained with a federated identity credential may not be used for federated"
                                + " identity flows.");
            case APP_REGISTRATION ->
                Refusal.invalidClient(
                        700226,
                        "Of the tokens that Entra has issued, only those of managed identities may be used for"
                                + " federated identity flows.");
            case MANAGED_IDENTITY -> audience(evaluation);
        };
    }

    private static @Nullable Refusal audience(TokenRequestEvaluation evaluation) {
        List<String> audiences = evaluation.assertion().audiences();
        return audiences.equals(List.of(AccessTokens.EXCHANGE_ID))
                ? null
                : Refusal.invalidClient(
                        700227,
                        "The audience '" + String.join(", ", audiences)
                                + "' of a token that Entra has issued may not be used for federated identity flows.");
    }

    private static boolean isEntras(TokenRequestEvaluation evaluation) {
        String issuer = evaluation.assertion().text("iss");
        return ENTRA_ISSUERS.stream().anyMatch(issuer::startsWith)
                || issuer.startsWith(evaluation.authorityHost().toString());
    }
}
