package io.dormouse.contracts.dns;

import io.dormouse.contracts.ContractException;

/** A declared failure of {@link DnsService}; {@link #failure} says which. */
public final class DnsException extends ContractException {
    private static final long serialVersionUID = 1L;

    DnsException(DnsFailure failure, String message) {
        super(failure, message);
    }

    @Override
    public DnsFailure failure() {
        return (DnsFailure) super.failure();
    }
}
