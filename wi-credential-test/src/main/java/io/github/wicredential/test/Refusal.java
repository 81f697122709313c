package io.github.wicredential.test;

/**
 * Why Entra says no.
 *
 * @param status the HTTP status
 * @param error the OAuth error
 * @param code the digits after {@code AADSTS}
 * @param text the text between the code and the ids, with anything like a token masked
 */
record Refusal(int status, String error, int code, String text) {

    Refusal {
        text = Redaction.redact(text);
    }

    static Refusal invalidRequest(int code, String text) {
        return new Refusal(400, "invalid_request", code, text);
    }

    static Refusal invalidClient(int code, String text) {
        return new Refusal(401, "invalid_client", code, text);
    }

    static Refusal unauthorizedClient(int code, String text) {
        return new Refusal(400, "unauthorized_client", code, text);
    }

    static Refusal missingParameter(String name) {
        return invalidRequest(900144, "The request body must contain the following parameter: '" + name + "'.");
    }
}
