package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * The pages that a browser shows after a sign-in; not supported, kept for source compatibility. Not thread-safe.
 *
 * @since 0.1.0
 */
public class BrowserCustomizationOptions {

    private @Nullable String successMessage;
    private @Nullable String errorMessage;

    /** Creates a builder without settings. */
    public BrowserCustomizationOptions() {}

    /**
     * The page shown after a successful sign-in.
     *
     * @param successMessage the page
     * @return this
     */
    public BrowserCustomizationOptions setSuccessMessage(@Nullable String successMessage) {
        this.successMessage = successMessage;
        return this;
    }

    /**
     * The page shown after a failed sign-in.
     *
     * @param errorMessage the page
     * @return this
     */
    public BrowserCustomizationOptions setErrorMessage(@Nullable String errorMessage) {
        this.errorMessage = errorMessage;
        return this;
    }

    /**
     * The page shown after a successful sign-in.
     *
     * @return the page, or null if not set
     */
    public @Nullable String getSuccessMessage() {
        return successMessage;
    }

    /**
     * The page shown after a failed sign-in.
     *
     * @return the page, or null if not set
     */
    public @Nullable String getErrorMessage() {
        return errorMessage;
    }
}
