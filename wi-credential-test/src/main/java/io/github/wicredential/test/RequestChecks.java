package io.github.wicredential.test;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of the request's form and of the tenant in its path. */
final class RequestChecks {

    static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final String ON_BEHALF_OF = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Set<String> OTHER_GRANTS =
            Set.of("authorization_code", "refresh_token", "password", "urn:ietf:params:oauth:grant-type:device_code");
    private static final String EMPTY_GUID = "00000000-0000-0000-0000-000000000000";
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+");

    private RequestChecks() {}

    static @Nullable Refusal form(TokenRequestEvaluation evaluation) {
        WireRequest request = evaluation.request();
        if (!request.method().equals("POST")) {
            return Refusal.invalidRequest(
                    900561, "The endpoint only accepts POST requests. Received a " + request.method() + " request.");
        }
        String contentType = request.header("content-type").toLowerCase(Locale.ROOT);
        if (!contentType.startsWith("application/x-www-form-urlencoded")
                || evaluation.form().malformed()) {
            return Refusal.invalidRequest(9002313, "Invalid request. Request is malformed or invalid.");
        }
        return evaluation.form().has("resource")
                ? Refusal.invalidRequest(
                        901002, "The 'resource' request parameter is not supported. Use 'scope' instead.")
                : null;
    }

    static @Nullable Refusal grantType(TokenRequestEvaluation evaluation) {
        Form form = evaluation.form();
        String grantType = form.get("grant_type");
        if (grantType.isBlank()) {
            return Refusal.missingParameter("grant_type");
        }
        if (grantType.equals("client_credentials")) {
            return null;
        }
        if (grantType.equals(ON_BEHALF_OF)) {
            return onBehalfOf(form);
        }
        if (grantType.equals("user_fic")) {
            return new Refusal(
                    400,
                    "unsupported_grant_type",
                    Refusal.NO_CODE,
                    "The grant type 'user_fic' for the user account of an agent is not supported. (Local Entra: it is not emulated.)");
        }
        if (OTHER_GRANTS.contains(grantType) && !form.has("client_assertion") && !form.has("client_secret")) {
            return Refusal.invalidClient(
                    7000218,
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }
        return new Refusal(
                400,
                "unsupported_grant_type",
                70003,
                "The app requested an unsupported grant type '" + grantType + "'.");
    }

    static @Nullable Refusal clientId(TokenRequestEvaluation evaluation) {
        return evaluation.form().has("client_id") ? null : Refusal.missingParameter("client_id");
    }

    static @Nullable Refusal assertionPresent(TokenRequestEvaluation evaluation) {
        Form form = evaluation.form();
        if (form.has("client_assertion")) {
            return null;
        }
        if (form.has("client_secret")) {
            return Refusal.invalidClient(
                    7000215,
                    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret"
                            + " value, not the client secret ID, for a secret added to app '" + evaluation.clientId()
                            + "'.");
        }
        return Refusal.invalidClient(
                7000216,
                "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant"
                        + " type.");
    }

    static @Nullable Refusal assertionType(TokenRequestEvaluation evaluation) {
        String type = evaluation.form().get("client_assertion_type");
        if (type.isBlank()) {
            return Refusal.missingParameter("client_assertion_type");
        }
        return type.equals(ASSERTION_TYPE)
                ? null
                : Refusal.invalidRequest(
                        50027,
                        "JWT token is invalid or malformed. The client_assertion_type must be '" + ASSERTION_TYPE
                                + "'.");
    }

    static @Nullable Refusal tenantNamed(TokenRequestEvaluation evaluation) {
        String tenant = evaluation.tenantSegment();
        return switch (tenant.toLowerCase(Locale.ROOT)) {
            case "" -> noTenant(90019);
            case "organizations" -> noTenant(50059);
            case "common", "consumers" ->
                Refusal.invalidRequest(
                        9001023,
                        "The grant type is not supported over the /common or /consumers endpoints. Please use the"
                                + " /organizations or tenant-specific endpoint.");
            case EMPTY_GUID ->
                Refusal.invalidRequest(
                        900021,
                        "Requested tenant identifier '" + tenant
                                + "' is not valid. Tenant identifiers may not be an empty GUID.");
            default ->
                Uuids.isOne(tenant) || DOMAIN.matcher(tenant).matches()
                        ? null
                        : Refusal.invalidRequest(
                                900023,
                                "Specified tenant identifier '" + tenant
                                        + "' is neither a valid DNS name, nor a valid external domain.");
        };
    }

    static @Nullable Refusal tenantKnown(TokenRequestEvaluation evaluation) {
        LocalTenant tenant = evaluation.tenantIfKnown();
        if (tenant == null) {
            return new Refusal(
                    400,
                    "invalid_tenant",
                    90002,
                    "Tenant '" + evaluation.tenantSegment()
                            + "' not found. Check to make sure you have the correct tenant ID and are signing into the"
                            + " correct cloud. Check with your subscription administrator, this may happen if there"
                            + " are no active subscriptions for the tenant.");
        }
        String cloud = tenant.cloud();
        return cloud == null
                ? null
                : Refusal.invalidRequest(
                        90038,
                        "The specified tenant '" + tenant.id() + "' belongs to the National Cloud '" + cloud
                                + "'. Current cloud instance '"
                                + evaluation.authorityHost().getHost() + "' does not federate with " + cloud + ".");
    }

    /** The two URNs differ in one word, and articles mix them up; so the answer says more than Entra's. */
    private static Refusal onBehalfOf(Form form) {
        return form.has("assertion")
                ? new Refusal(400, "invalid_grant", 50013, "Assertion failed signature validation.")
                : Refusal.invalidRequest(
                        900144,
                        "The request body must contain the following parameter: 'assertion'. (Local Entra: '"
                                + ON_BEHALF_OF
                                + "' is the on-behalf-of flow of a user's token. Send a Kubernetes token as "
                                + "client_assertion with grant_type=client_credentials and client_assertion_type="
                                + ASSERTION_TYPE + ".)");
    }

    private static Refusal noTenant(int code) {
        return Refusal.invalidRequest(
                code,
                "No tenant-identifying information found in either the request or implied by any provided"
                        + " credentials.");
    }
}
