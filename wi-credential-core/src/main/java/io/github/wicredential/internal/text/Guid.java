package io.github.wicredential.internal.text;

import java.util.regex.Pattern;

/** The form of Entra's ids: of tenants, clients and objects. */
public final class Guid {

    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Guid() {}

    public static boolean is(String text) {
        return FORM.matcher(text).matches();
    }
}
