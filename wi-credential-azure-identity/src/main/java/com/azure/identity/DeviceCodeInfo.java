package com.azure.identity;

import java.time.OffsetDateTime;

/**
 * The code that a user enters on another device; not supported, kept for source compatibility. Immutable.
 *
 * @since 0.1.0
 */
public class DeviceCodeInfo {

    private final String userCode;
    private final String deviceCode;
    private final String verificationUrl;
    private final OffsetDateTime expiresOn;
    private final String message;

    /**
     * Creates the value.
     *
     * @param userCode the code that the user enters
     * @param deviceCode the code that the application sends
     * @param verificationUrl the page on which the user enters the code
     * @param expiresOn when the codes expire
     * @param message the instructions for the user
     */
    public DeviceCodeInfo(
            String userCode, String deviceCode, String verificationUrl, OffsetDateTime expiresOn, String message) {
        this.userCode = userCode;
        this.deviceCode = deviceCode;
        this.verificationUrl = verificationUrl;
        this.expiresOn = expiresOn;
        this.message = message;
    }

    /**
     * The code that the user enters.
     *
     * @return the code
     */
    public String getUserCode() {
        return userCode;
    }

    /**
     * The code that the application sends.
     *
     * @return the code
     */
    public String getDeviceCode() {
        return deviceCode;
    }

    /**
     * The page on which the user enters the code.
     *
     * @return the URL
     */
    public String getVerificationUrl() {
        return verificationUrl;
    }

    /**
     * When the codes expire.
     *
     * @return the time
     */
    public OffsetDateTime getExpiresOn() {
        return expiresOn;
    }

    /**
     * The instructions for the user.
     *
     * @return the text
     */
    public String getMessage() {
        return message;
    }
}
