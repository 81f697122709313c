package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * What a browser would show after a sign-in, which is not offered; kept for code that names it. Not thread-safe.
 *
 * @since 0.1.0
 */
public class BrowserCustomizationOptions {

    private @Nullable String successMessage;
    private @Nullable String errorMessage;

    /** Starts with nothing set. */
    public BrowserCustomizationOptions() {}

    /**
     * The page after a success.
     *
     * @param successMessage any
     * @return this
     */
    public BrowserCustomizationOptions setSuccessMessage(@Nullable String successMessage) {
        this.successMessage = successMessage;
        return this;
    }

    /**
     * The page after a failure.
     *
     * @param errorMessage any
     * @return this
     */
    public BrowserCustomizationOptions setErrorMessage(@Nullable String errorMessage) {
        this.errorMessage = errorMessage;
        return this;
    }

    /**
     * The page after a success.
     *
     * @return what was set, or null
     */
    public @Nullable String getSuccessMessage() {
        return successMessage;
    }

    /**
     * The page after a failure.
     *
     * @return what was set, or null
     */
    public @Nullable String getErrorMessage() {
        return errorMessage;
    }
}
