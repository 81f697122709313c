package io.github.wicredential.test;

import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks of what the token is asked for. */
final class PolicyChecks {

    private PolicyChecks() {}

    static @Nullable Refusal scope(TokenRequestEvaluation evaluation) {
        if (!evaluation.form().has("scope")) {
            return Refusal.missingParameter("scope");
        }
        String all = evaluation.form().get("scope");
        List<String> scopes = evaluation.scopes();
        if (scopes.stream().map(TokenRequestEvaluation::resourceOf).distinct().count() > 1) {
            return invalidScope(
                    28000,
                    "Provided value for the input parameter scope is not valid because it contains more than one"
                            + " resource. Scope " + all + " is not valid.");
        }
        if (scopes.isEmpty() || !scopes.stream().allMatch(scope -> scope.endsWith("/.default"))) {
            return invalidScope(
                    1002012,
                    "The provided value for scope " + all
                            + " is not valid. Client credential flows must have a scope value with /.default suffixed"
                            + " to the resource identifier (application ID URI).");
        }
        return evaluation.resource().isEmpty()
                ? invalidScope(
                        70011,
                        "The provided value for the input parameter 'scope' is not valid. The scope " + all
                                + " is not valid.")
                : null;
    }

    static @Nullable Refusal claims(TokenRequestEvaluation evaluation) {
        String claims = evaluation.form().get("claims");
        if (claims.isBlank()) {
            return null;
        }
        try {
            Json.parse(claims);
            return null;
        } catch (ParseException e) {
            return Refusal.invalidRequest(9002313, "Invalid request. The claims parameter is not a JSON object.");
        }
    }

    static @Nullable Refusal resource(TokenRequestEvaluation evaluation) {
        String resource = evaluation.resource();
        return evaluation.tenant().knows(resource)
                ? null
                : new Refusal(
                        400,
                        "invalid_resource",
                        500011,
                        "The resource principal named " + resource + " was not found in the tenant named "
                                + evaluation.tenant().id()
                                + ". This can happen if the application has not been installed by the administrator of"
                                + " the tenant or consented to by any user in the tenant. You might have sent your"
                                + " authentication request to the wrong tenant.");
    }

    static @Nullable Refusal assignment(TokenRequestEvaluation evaluation) {
        String resource = evaluation.resource();
        boolean missing = evaluation.tenant().demandsAssignment(resource)
                && !evaluation.application().assigned(resource);
        return missing
                ? new Refusal(
                        400,
                        "invalid_grant",
                        501051,
                        "Application '" + evaluation.clientId()
                                + "'(local application) is not assigned to a role for the application '" + resource
                                + "'(local resource).")
                : null;
    }

    static @Nullable Refusal conditionalAccess(TokenRequestEvaluation evaluation) {
        LocalApplication application = evaluation.application();
        return application.blocked() && application.kind() != ClientKind.MANAGED_IDENTITY
                ? new Refusal(
                        400,
                        "invalid_grant",
                        53003,
                        "Access has been blocked by Conditional Access policies. The access policy does not allow token"
                                + " issuance.")
                : null;
    }

    /** Whether the claims parameter declares the capability of continuous access evaluation. */
    static boolean declaresCp1(Form form) {
        try {
            Map<?, ?> capability = Json.object(Json.object(Json.parse(form.get("claims")), "access_token"), "xms_cc");
            return capability.get("values") instanceof List<?> values
                    && values.stream()
                            .anyMatch(
                                    value -> "cp1".equals(String.valueOf(value).toLowerCase(Locale.ROOT)));
        } catch (ParseException e) {
            return false;
        }
    }

    private static Refusal invalidScope(int code, String text) {
        return new Refusal(400, "invalid_scope", code, text);
    }
}
