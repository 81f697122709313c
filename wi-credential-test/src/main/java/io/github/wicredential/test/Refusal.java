package io.github.wicredential.test;

/** Why Entra says no: {@code code} is the digits after AADSTS, {@code text} what stands between the code and the ids, redacted. */
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
