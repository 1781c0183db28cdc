// Nobody leans on the portal: it mixes what the modules below it offer.
export {}
