package io.asyncer.r2dbc.mysql;

/** As r2dbc-mysql before 1.0.6 has it. */
public final class MySqlConnectionConfiguration {

    private MySqlConnectionConfiguration() {}

    /** Takes a text only. */
    public static final class Builder {

        /** Returns itself. */
        public Builder password(CharSequence password) {
            return this;
        }
    }
}
