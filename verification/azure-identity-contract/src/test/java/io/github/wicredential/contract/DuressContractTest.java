package io.github.wicredential.contract;

/** The part of the contract whose cases occupy what all share, such as the common pool: one after the other. */
class DuressContractTest extends ContractTest {

    @Override
    String cases() {
        return "duress";
    }

    @Override
    int atOnce() {
        return 1;
    }
}
