package io.github.wicredential.test;

/** Why Entra says no: {@code code} is the digits after AADSTS or {@link #NO_CODE}, {@code text} what stands between the code and the ids, redacted. */
record Refusal(int status, String error, int code, String text) {

    static final int NO_CODE = 0;

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

    /** Where Entra's own code is not known: none is invented. */
    static Refusal withoutCode(String text) {
        return new Refusal(
                401,
                "invalid_client",
                NO_CODE,
                text + " (Local Entra: the error code that Entra returns is not known.)");
    }

    static Refusal missingParameter(String name) {
        return invalidRequest(900144, "The request body must contain the following parameter: '" + name + "'.");
    }
}
