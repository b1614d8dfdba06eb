// Made by `npm run gen:api` from docs/openapi/platform.json.

export interface paths {
    "/api/v1/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who of a station is away when. */
        get: operations["listAbsences"];
        put?: never;
        /** Writes down that somebody is away (请假、外出): until he is back, nothing is dispatched to him. */
        post: operations["addAbsence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/absences/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an absence back: he is there after all. */
        post: operations["cancelAbsence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the accounts by name. */
        get: operations["listAccounts"];
        put?: never;
        /** Gives a person an account at the console; one is enough. */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{login}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disables an account and ends its sessions; a new password makes it good again. */
        post: operations["disableAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{login}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives an account a new password: locks end, sessions too. */
        put: operations["resetPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the areas of a station, or of all that the caller sees, by code. */
        get: operations["listAreas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Writes a transformer area (台区). */
        put: operations["putArea"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{code}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells which grid an area, and whoever lives there, belonged to when. */
        get: operations["readAreaHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/roots/newest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells the newest signed root. */
        get: operations["readNewestAuditRoot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/{chain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a chain, oldest entry first. */
        get: operations["readAuditChain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/authorisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists authorisations, the newest first. */
        get: operations["listAuthorisations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/authorisations/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives leave (批准): the executor may ask for the signed form at the moment of action. */
        post: operations["approveAuthorisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/authorisations/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses leave (驳回), with the reason that the executor reads. */
        post: operations["refuseAuthorisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/authorisations/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes leave back (撤回) that was given and neither released nor sent ahead. */
        post: operations["withdrawAuthorisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the working-day calendar. */
        get: operations["readCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Writes a year of the working-day calendar (工作日历); due dates that it moves are counted anew. */
        put: operations["putCalendarYear"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the cards by serial number. */
        get: operations["listCards"];
        put?: never;
        /**
         * Registers a card for a person. The unlock code is sealed to the platform and comes out only by
         *     `unlockCard`.
         */
        post: operations["issueCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{card}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a card's rights away for good and ends its sessions. */
        post: operations["revokeCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{card}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives out the code that unlocks a card; who took it and why stands in the card's audit chain. */
        post: operations["unlockCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificate-kinds/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Writes a kind of certificate down: from then on people have it and processes ask for it. */
        put: operations["putCertificateKind"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the certificates of a station's people, or of all whom the caller sees. */
        get: operations["listCertificates"];
        put?: never;
        /** Writes down that somebody has a certificate (登记证书). */
        post: operations["addCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a certificate count longer (复审延期). */
        post: operations["extendCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a certificate away, for a reason (吊销): from now on it counts no more. */
        post: operations["withdrawCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finds customers; what was searched for is written into the audit. */
        get: operations["listCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_no}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opens a customer's card (用户卡片); the look is written into the audit. */
        get: operations["readCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_no}/unmask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a customer's card unmasked; it stands among the inquiries. */
        post: operations["unmaskCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cut-overs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the cut-overs of a station, or of all that the caller sees. */
        get: operations["listCutOvers"];
        put?: never;
        /**
         * Plans that an area goes to another grid (台区割接). On its day the area goes, and its open orders follow one by one;
         *     what was signed in or begun stays with whoever has it unless asked otherwise.
         */
        post: operations["planCutOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cut-overs/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a cut-over back before its day. */
        post: operations["cancelCutOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cut-overs/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a cut-over out on the orders that are open now; nothing changes. */
        post: operations["previewCutOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dispatch/loads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts what people and grids have in hand: somebody's own, and that of his grids, for whoever sees no more. */
        get: operations["readLoads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dispatch/person-limit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Writes how many open stages one person takes by the rules (个人在手上限). */
        put: operations["putPersonLimit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dispatch/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells by which rules work is dispatched. */
        get: operations["listDispatchRules"];
        /** Writes by which rules the work of a station is dispatched (派工规则). */
        put: operations["putDispatchRules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who of a station is on duty when (值班表). */
        get: operations["listDuties"];
        put?: never;
        /** Arranges that somebody is on duty (值班): on days that are not worked, what comes falls to him first. */
        post: operations["addDuty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duties/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a duty back. */
        post: operations["cancelDuty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duties/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Arranges a time as another one was: the duties that begin in it, so many days later. */
        post: operations["copyDuties"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a file of evidence. */
        get: operations["readEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the grids of a station, or of all that the caller sees, by code. */
        get: operations["listGrids"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grids/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Writes a grid cell (网格). */
        put: operations["putGrid"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inquiries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists inquiries, the newest first. */
        get: operations["listInquiries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists refused, late and flagged work, and what else needs somebody. */
        get: operations["listOfficeItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Settles an item of the office's list. */
        post: operations["resolveOfficeItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the limits that somebody was warned of, for whoever sees the orders of a station. */
        get: operations["listLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Draws the stations, grids and areas of a station, or of all that the caller sees. */
        get: operations["readMap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meter-works": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists works, the newest first; to a station head those that are his station's. */
        get: operations["findMeterWorks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meter-works/chains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists terminals whose records have a fork, or a gap that no record has closed for hours. */
        get: operations["listBrokenChains"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meter-works/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts works by what became of them. What is asked of outcome, `unverified` and `odd` is left aside, and so is the page:
         *     each count says what that choice would show.
         */
        get: operations["countMeterWorks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meter-works/{work}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opens a work at a meter; to a station head those that are his station's, without their frames. */
        get: operations["readMeterWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists meters by their address; to a station head those of his station's areas. */
        get: operations["listMeters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meters/{comm_address}/works": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the works at a meter, the newest first; to a station head those that are his station's. */
        get: operations["listMeterWorks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists orders that the caller may see. */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Writes the orders that the list would show, at most 20,000, personal data masked as there. Who exported what is written
         *     down with the hash of the file. `Accept-Language` says in which language; `X-Ronghe-Rows` how many orders there are in
         *     it, and `X-Ronghe-Cut: true` that there were more.
         */
        get: operations["exportOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/add-signer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a signer to an open stage (加签): it is left when all have signed. */
        post: operations["addSigner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Dispatches or reassigns a stage. */
        post: operations["dispatchOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/explain-overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says why limits of an order were missed (超期原因). */
        post: operations["explainOverdue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts the orders that run. */
        get: operations["readOrderFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands over what somebody has in hand, each order for itself: one that has to stay keeps no other from going. A command
         *     that was cut off goes on with what is left when it is given again.
         */
        post: operations["handOverStages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/perform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submits a stage that is worked on at a desk. */
        post: operations["performStage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/place": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Places an order that lies in no grid into one, the nearest that was proposed or another; stages that nobody has fall to
         *     that grid's people.
         */
        post: operations["placeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/preview-next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says who could take what opens if a stage were handed in like this; nothing changes. */
        post: operations["previewNext"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resumes an order (恢复). */
        post: operations["resumeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/send-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends an order back (退回). */
        post: operations["sendBackOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspends an order (挂起): nothing of it moves until it is resumed. */
        post: operations["suspendOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/terminate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Terminates an order (终止). */
        post: operations["terminateOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/urge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Urges an order (催办). */
        post: operations["urgeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{order}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opens an order. */
        get: operations["readOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{order}/unmask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens an order with its personal data; the reading is part of the order's story. */
        post: operations["unmaskOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes stations, people, grids and areas, each known by its code; repeating it changes nothing.
         * @description Up to 5,000 things, in transactions of 500 in the order named: after a failure the same request goes on.
         */
        post: operations["importOrganisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists messages to neighbours, newest first. */
        get: operations["readOutbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the people of a station, or all that the caller sees, by staff number. */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{staff_no}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Writes a member of staff and exactly the roles named. */
        put: operations["putPerson"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/processes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists process versions. */
        get: operations["listProcesses"];
        put?: never;
        /** Deploys a process version; new orders go on with the active one until this is activated. */
        post: operations["deployProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/processes/migrate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Moves running orders to another version, each for itself: one that cannot move keeps no other from it. A command that
         *     was cut off goes on with what is left when it is given again.
         */
        post: operations["migrateOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/processes/preview-migration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a migration out; nothing changes. */
        post: operations["previewMigration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/processes/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a process version. */
        get: operations["readProcess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/processes/{hash}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a version the active one of its process. */
        post: operations["activateProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who is signed in: a page that was loaded anew asks first. */
        get: operations["readSession"];
        put?: never;
        /** Signs in at the console; the session lasts twelve hours and lives in an HttpOnly cookie. */
        post: operations["signIn"];
        /** Signs out. It needs no Idempotency-Key: the second time nobody is signed in any more. */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the caller's own password and ends all his sessions. */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the stations that the caller sees, by code. */
        get: operations["listStations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Writes a station (供电所). */
        put: operations["putStation"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stop-bans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists announced times that are not over, the first to begin first. */
        get: operations["listStopBans"];
        put?: never;
        /** Announces that nobody's supply is stopped for a while (禁停时段): a storm, an examination. */
        post: operations["announceStopBan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stop-bans/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an announced time now. */
        post: operations["liftStopBan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists terminals in the order of their enrolment; a station head sees his station's. */
        get: operations["listTerminals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/enrolment-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a one-time code with which a terminal enrols itself within 72 hours. */
        post: operations["makeEnrolmentCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{terminal}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Locks a terminal and ends its sessions: nobody signs in on it, sealed work still comes up. */
        post: operations["lockTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{terminal}/report-lost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes a terminal off as lost: as locked, until it is found and unlocked. */
        post: operations["reportTerminalLost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/terminals/{terminal}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a locked or found terminal its rights back. */
        post: operations["unlockTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/neighbours/v1/acquisition/meters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a batch of meters; an older revision of a meter never replaces a newer one. */
        post: operations["receiveMeters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/neighbours/v1/acquisition/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a batch of meter tasks; the same task any number of times counts once. Each line is answered by itself. */
        post: operations["receiveTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/neighbours/v1/marketing/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a batch of records; the same message any number of times counts once, and an older revision of a customer never
         *     replaces a newer one.
         */
        post: operations["receiveCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/neighbours/v1/marketing/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a message; the same one any number of times counts once. */
        post: operations["receiveNeighbourMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/authorisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for leave; the same request any number of times is one, and is answered with what has become of it. */
        post: operations["requestAuthorisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/authorisations/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives out the signed form of an approved authorisation, if nothing forbids the command now. Good for five minutes, in
         *     which the same request gets the same answer; afterwards, and for another unit, the meter has to be looked at first.
         */
        post: operations["releaseAuthorisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/bundles/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files of a process version. */
        get: operations["readBundle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/customers/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bundle of an area, for those who answer for it now. */
        get: operations["readCustomerBundle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps drafts; what was typed later stays, whichever terminal sends it first. */
        post: operations["keepDrafts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of the worker's feed, read from one unchanging state of the data. */
        get: operations["syncFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Announces a file of evidence; announcing the same again answers the same place. */
        post: operations["createFile"];
        delete?: never;
        /** What this server can do. */
        options: operations["tusOptions"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/files/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of a drawing or another file that a stage before asked for with `travels`. */
        get: operations["fetchFile"];
        put?: never;
        post?: never;
        /** Throws the bytes of an unfinished file away. */
        delete: operations["terminateFile"];
        options?: never;
        /** How many bytes of a file are on disk. */
        head: operations["lookAtFile"];
        /** Appends bytes to a file of evidence. */
        patch: operations["appendToFile"];
        trace?: never;
    };
    "/sync/v1/inquiries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps inquiries, each once however often it comes, and gives the receipts. */
        post: operations["submitInquiries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/meter-works": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps works, each once however often it comes, and gives the receipts. */
        post: operations["submitMeterWorks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/meters/{comm_address}/works": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the works at a meter of the last 90 days, the newest first, but for those that this terminal has of its worker. It
         *     is for whoever has an open stage of an order that the meter belongs to, or that he has leave for it by.
         */
        get: operations["lookBackAtMeter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/ops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes operations of one worker. The status speaks of the request only. */
        post: operations["submitOperations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/ports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the worker of open stages what his security unit passes the gates of his orders' meters with: for reading, for a
         *     working day, also where there is no network. Nothing of the meters is changed, so nobody is asked for leave. Each meter has
         *     an answer of its own; once the key authority says nothing, it is not asked for the others.
         */
        post: operations["openPorts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Operations and whole files of an outbox. */
        get: operations["receipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sync/v1/reoffer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What of the terminal's holdings the platform does not have. */
        post: operations["reoffer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/terminal/v1/challenges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a terminal a challenge, good for two minutes and one answer. */
        post: operations["makeChallenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/terminal/v1/enrol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enrols a terminal. The code works once. */
        post: operations["enrolTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/terminal/v1/meter-works": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keeps works of whoever did them: the owners of the cards that were in the terminal's slot. Those of a card that nobody
         *     knows stay with the terminal.
         */
        post: operations["handInMeterWorks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/terminal/v1/sealed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes sealed work from a terminal, whoever did it and whether or not he still has his rights. */
        post: operations["handInSealed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/terminal/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Signs out. */
        delete: operations["endTerminalSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/terminal/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a session for a terminal, and for a person if his card signs too. */
        post: operations["openTerminalSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Format: uuid
         * @description A time in which somebody is away (请假、外出).
         */
        AbsenceId: string;
        /** @description Which absence it is. */
        AbsenceKept: {
            absence: components["schemas"]["AbsenceId"];
        };
        /** @enum {string} */
        AbsenceKind: "leave" | "sick" | "training" | "elsewhere";
        /** @description Somebody is away. */
        AbsenceView: {
            absence: components["schemas"]["AbsenceId"];
            from: components["schemas"]["Instant"];
            /** @description `leave`, `sick`, `training` or `elsewhere`. */
            kind: string;
            note: string;
            person: components["schemas"]["PersonId"];
            /** @description Back from then on. */
            until: components["schemas"]["Instant"];
        };
        /** @description The absences that touch the time asked for, in the order in which they begin; at most a thousand. */
        Absences: {
            items: components["schemas"]["AbsenceView"][];
        };
        /** @description The account that was made. */
        AccountCreated: {
            login: string;
            person: components["schemas"]["PersonId"];
        };
        /**
         * @description Whether somebody can sign in with it.
         * @enum {string}
         */
        AccountState: "active" | "locked" | "disabled";
        /**
         * @description An account and whose it is.
         * @example {
         *       "locked_until": null,
         *       "login": "wangjianguo",
         *       "name": "王建国",
         *       "person": "019a0000-0000-7000-8000-000000000001",
         *       "state": "active"
         *     }
         */
        AccountView: {
            locked_until?: components["schemas"]["Instant"] | null;
            login: string;
            name: string;
            person: components["schemas"]["PersonId"];
            state: components["schemas"]["AccountState"];
        };
        /** @description Who signs what as well, and why. */
        AddSignerRequest: {
            order: components["schemas"]["OrderId"];
            person: components["schemas"]["PersonId"];
            reason: string;
            stage: components["schemas"]["StageId"];
        };
        /** @description A warning that was given; it stays, whatever is learnt later. */
        AlertView: {
            due_at: components["schemas"]["Instant"];
            /** @description `pre_alert` or `overdue`. */
            level: string;
            raised_at: components["schemas"]["Instant"];
        };
        /**
         * @description A transformer area (台区) of a grid.
         * @example {
         *       "code": "0130224001",
         *       "grid": "130224001-01",
         *       "name": "东街台区"
         *     }
         */
        Area: {
            code: string;
            /** @description Code of its grid. */
            grid: string;
            name: string;
            outline?: components["schemas"]["Outline"];
        };
        /** @description The grids that an area has belonged to, the newest first: at any time one. */
        AreaHistory: {
            items: components["schemas"]["AreaInGrid"][];
        };
        /**
         * Format: uuid
         * @description A transformer area (台区).
         */
        AreaId: string;
        AreaInGrid: {
            /** @description 0 where nobody knows since when. */
            from: components["schemas"]["Instant"];
            grid: components["schemas"]["GridId"];
            grid_name: string;
            until?: components["schemas"]["Instant"] | null;
        };
        /** @description A transformer area (台区). */
        AreaView: {
            area: components["schemas"]["AreaId"];
            code: string;
            grid: components["schemas"]["GridId"];
            name: string;
        };
        Arrears: {
            /** Format: int64 */
            amount_fen: number;
            as_of: components["schemas"]["Instant"];
            /** Format: int32 */
            months: number;
        };
        /**
         * @description Asset number (资产编号) of a meter, module or seal: 22 digits, the last a check digit (weights 3 and 1 from
         *     the right, modulo 10; unconfirmed, see the roadmap).
         */
        AssetNo: string;
        /** @description A file that an operation needs. */
        Attached: {
            attachment: components["schemas"]["AttachmentId"];
            mime: string;
            sha256: components["schemas"]["Digest"];
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
        };
        /**
         * Format: uuid
         * @description A photo, signature image or other file of evidence.
         */
        AttachmentId: string;
        AttachmentReceipt: {
            attachment: components["schemas"]["AttachmentId"];
            /** @description Of the bytes as stored. */
            sha256: components["schemas"]["Digest"];
        };
        /** @description What it is now. */
        AuthorisationDecided: {
            authorisation: components["schemas"]["AuthorisationId"];
            state: components["schemas"]["AuthorisationState"];
        };
        /** @description An authorisation with what an approver has to know. */
        AuthorisationEntry: components["schemas"]["AuthorisationView"] & {
            address?: string | null;
            /** @description What forbids the command now. */
            blocks: components["schemas"]["BlockNamed"][];
            /** @description Whose supply it is, masked; none of an order that is over, or that the caller may not open. */
            customer_name?: string | null;
            executor: components["schemas"]["PersonId"];
            executor_name: string;
            facts?: components["schemas"]["StopFacts"] | null;
            /**
             * @description How the meter's keys stood when somebody last said so: `unknown`, `public`, `private` or `half_updated`; none of a
             *     meter that is gone.
             */
            keys?: string | null;
            keys_told_at?: components["schemas"]["Instant"] | null;
            /** @description The caller may give leave or refuse it. */
            may_decide: boolean;
            /** @description The caller may open the order. */
            may_open_order: boolean;
            /** @description Given, it goes to the terminal at once, is good there without a network, and cannot be taken back. */
            travels: boolean;
        };
        /**
         * Format: uuid
         * @description Leave to give one meter one command once (授权).
         */
        AuthorisationId: string;
        /**
         * @description Which authorisation.
         * @example {
         *       "authorisation": "019a0000-0000-7000-8000-000000000001"
         *     }
         */
        AuthorisationNamed: {
            authorisation: components["schemas"]["AuthorisationId"];
        };
        /**
         * @description Which authorisation, and why not.
         * @example {
         *       "authorisation": "019a0000-0000-7000-8000-000000000001",
         *       "reason": "用户已到营业厅缴费"
         *     }
         */
        AuthorisationRefused: {
            authorisation: components["schemas"]["AuthorisationId"];
            /** @description 2 to 200 characters. */
            reason: string;
        };
        /** @description `POST /sync/v1/authorisations`: a worker asks for leave. */
        AuthorisationRequest: {
            /** @description Made on the terminal: the same request any number of times is one. */
            authorisation: components["schemas"]["AuthorisationId"];
            comm_address: components["schemas"]["CommAddress"];
            command: components["schemas"]["MeterCommand"];
            order: components["schemas"]["OrderId"];
            parameter?: unknown;
            present?: components["schemas"]["ParameterPresent"] | null;
            stage: components["schemas"]["StageId"];
            /** @description Whose material is wanted where the leave travels signed: the unit of the terminal that asks. */
            unit?: string | null;
        };
        /**
         * @description Where an authorisation stands.
         * @enum {string}
         */
        AuthorisationState: "requested" | "refused" | "approved" | "released" | "used" | "withdrawn" | "expired";
        /** @description What the executor's feed says of an authorisation. */
        AuthorisationView: {
            approver?: components["schemas"]["PersonId"] | null;
            approver_name?: string | null;
            authorisation: components["schemas"]["AuthorisationId"];
            command: components["schemas"]["MeterCommand"];
            meter: components["schemas"]["TargetMeter"];
            not_after: components["schemas"]["Instant"];
            not_before: components["schemas"]["Instant"];
            order: components["schemas"]["OrderId"];
            order_no: components["schemas"]["OrderNo"];
            parameter?: unknown;
            present?: components["schemas"]["ParameterPresent"] | null;
            /** @description Why it was refused or taken back. */
            reason?: string | null;
            requested_at: components["schemas"]["Instant"];
            signed?: components["schemas"]["SignedAuthorisation"] | null;
            state: components["schemas"]["AuthorisationState"];
        };
        /** @description What the worker had before his eyes when he acted. */
        Base: {
            /** Format: int32 */
            generation: number;
            /** Format: int64 */
            stage_rev: number;
        } | {
            after: components["schemas"]["OperationId"];
        };
        /**
         * @description Something that forbids a command.
         * @enum {string}
         */
        Block: "unknown_customer" | "life_support" | "critical_customer" | "guard_on" | "paid_meanwhile" | "dispute_open" | "notice_missing" | "notice_period" | "second_notice" | "night" | "day_off" | "announced" | "failed_recently" | "unverified" | "unreported" | "not_contacted" | "recharge_off" | "not_paid" | "more_than_paid";
        BlockNamed: components["schemas"]["Text"] & {
            block: components["schemas"]["Block"];
        };
        /** @description A terminal whose records do not hold together. */
        BrokenChainView: {
            broken: components["schemas"]["MeterWorkId"];
            /**
             * Format: int32
             * @description Records that follow on the same one as another.
             */
            forks: number;
            /**
             * Format: int32
             * @description Records of which the one before has not come for hours.
             */
            gaps: number;
            /** @description The last record that came of the terminal, and when. */
            last: components["schemas"]["MeterWorkId"];
            last_received_at: components["schemas"]["Instant"];
            /** @description When the first such record came, and of which work it is. */
            since: components["schemas"]["Instant"];
            terminal: components["schemas"]["TerminalId"];
        };
        /** @description Terminals whose records have a gap or a fork, the oldest first. */
        BrokenChains: {
            /** @description There are more than are shown. */
            cut: boolean;
            items: components["schemas"]["BrokenChainView"][];
        };
        /** @description What was written. */
        CalendarYearWritten: {
            /** @description False when just this was known of the year before. */
            changed: boolean;
            /** Format: int32 */
            year: number;
        };
        /**
         * @description Which absence.
         * @example {
         *       "absence": "019a0000-0000-7000-8000-000000000099"
         *     }
         */
        CancelAbsence: {
            absence: components["schemas"]["AbsenceId"];
        };
        /**
         * @description Which cut-over.
         * @example {
         *       "cut_over": "019a0000-0000-7000-8000-000000000099"
         *     }
         */
        CancelCutOver: {
            cut_over: components["schemas"]["CutOverId"];
        };
        /**
         * @description Which duty.
         * @example {
         *       "duty": "019a0000-0000-7000-8000-000000000099"
         *     }
         */
        CancelDuty: {
            duty: components["schemas"]["DutyId"];
        };
        /** @description The times that a terminal writes down when something happens. */
        Captured: {
            /**
             * Format: int64
             * @description Made anew at every start of the agent.
             */
            boot: number;
            /** @description What the device's clock said. */
            device_time: components["schemas"]["Instant"];
            /** @description When the order had reached the terminal, in platform time, as the platform wrote it. */
            fed_at: components["schemas"]["Instant"];
            /**
             * Format: int64
             * @description Time since boot, µs.
             */
            monotonic_micros: number;
            /**
             * Format: int64
             * @description Platform time minus device time, µs, as last measured; `None` if never measured in this boot.
             */
            offset_micros?: number | null;
        };
        /**
         * Format: uuid
         * @description An operator card (操作员卡).
         */
        CardId: string;
        /** @description The card that was registered. */
        CardIssued: {
            card: components["schemas"]["CardId"];
            issued_at: components["schemas"]["Instant"];
        };
        /**
         * @description What a card is for. It is fixed when the card is made.
         * @enum {string}
         */
        CardKind: "operator" | "business" | "tf";
        /** @description The person's card signs the same challenge. */
        CardProof: {
            card: components["schemas"]["CardId"];
            /** @description Context `ronghe/card-session/v1`, body nonce ‖ channel binding. */
            statement: components["schemas"]["SignedStatement"];
        };
        /**
         * @description A card and whose it is.
         * @example {
         *       "card": "019a0000-0000-7000-8000-000000000003",
         *       "issued_at": 1780000000000000,
         *       "kind": "operator",
         *       "person": "019a0000-0000-7000-8000-000000000001",
         *       "revoked": false,
         *       "serial": "6021000001"
         *     }
         */
        CardView: {
            card: components["schemas"]["CardId"];
            issued_at: components["schemas"]["Instant"];
            /** @description What it is for. */
            kind: components["schemas"]["CardKind"];
            person: components["schemas"]["PersonId"];
            revoked: boolean;
            /** @description The number printed on it. */
            serial: string;
        };
        /**
         * @description What a stage has from the one that it was before its order moved to another version of the process: values, and what
         *     was typed and not submitted.
         */
        Carried: {
            /** @description The element that it was; its occurrence is the same. */
            element: string;
            /** @description The fields that both forms have. */
            fields: string[];
        };
        /**
         * Format: uuid
         * @description A certificate of somebody (证书).
         */
        CertificateId: string;
        /** @description Which certificate it is. */
        CertificateKept: {
            certificate: components["schemas"]["CertificateId"];
        };
        /**
         * @description A kind of certificate (证书种类): processes ask for it by its code.
         * @example {
         *       "kind": "low_voltage_electrician",
         *       "name": {
         *         "en": "Low-voltage electrician's licence",
         *         "zh": "低压电工作业证"
         *       }
         *     }
         */
        CertificateKind: {
            /** @description 1 to 32 small letters, digits and underscores. */
            kind: string;
            name: components["schemas"]["Text"];
        };
        /** @description Somebody has a certificate. */
        CertificateView: {
            certificate: components["schemas"]["CertificateId"];
            /**
             * Format: int64
             * @description Days from today to the last one; negative when that is over.
             */
            days_left: number;
            issued_by: string;
            kind: string;
            /** @description Masked where it is long: many are the holder's identity number. */
            number: string;
            person: components["schemas"]["PersonId"];
            /** @description It counts today. */
            valid: boolean;
            valid_from: string;
            /** @description The last day on which it counts. */
            valid_to: string;
            withdrawn_at?: components["schemas"]["Instant"] | null;
            withdrawn_for?: string | null;
        };
        /** @description The kinds that there are, and who has which. */
        Certificates: {
            /** @description Of those who still work here; those that end first come first, at most 5,000. */
            items: components["schemas"]["CertificateView"][];
            kinds: components["schemas"]["CertificateKind"][];
        };
        /** @description A page of a chain. */
        ChainPage: {
            items: components["schemas"]["EntryView"][];
            next?: string | null;
            /** @description Whether these entries follow unbroken from the one before them. */
            verified: boolean;
        };
        /**
         * @description How the record stands on its terminal's journal.
         * @enum {string}
         */
        ChainStanding: "first" | "follows" | "gap" | "fork";
        /**
         * @description A number to sign.
         * @example {
         *       "expires_at": 1780000120000000,
         *       "nonce": "5f3a…"
         *     }
         */
        Challenge: {
            expires_at: components["schemas"]["Instant"];
            /** @description 32 bytes, hex; good for one answer. */
            nonce: string;
        };
        /**
         * @description Which terminal asks.
         * @example {
         *       "terminal": "019a0000-0000-7000-8000-000000000005"
         *     }
         */
        ChallengeRequest: {
            terminal: components["schemas"]["TerminalId"];
        };
        /**
         * @description The password that was, and the one that shall be.
         * @example {
         *       "current": "correct horse battery",
         *       "new": "staple under the bridge"
         *     }
         */
        ChangePassword: {
            current: components["schemas"]["Password"];
            new: components["schemas"]["Password"];
        };
        /** @description Communication address (通信地址) of a meter: 12 BCD digits. */
        CommAddress: string;
        Complaint: {
            at: components["schemas"]["Instant"];
            /** @description In the words of the service centre. */
            kind: string;
            state: components["schemas"]["ComplaintState"];
        };
        /** @enum {string} */
        ComplaintState: "open" | "closed";
        /**
         * @description Whom an operation clashed with.
         * @enum {string}
         */
        ConflictReason: "stage_completed" | "stage_moved_on" | "unknown";
        /**
         * @description What a signature is for; the registry of all purposes.
         * @enum {string}
         */
        Context: "ronghe/card-session/v1" | "ronghe/second-person/v1" | "ronghe/operation/v1" | "ronghe/card-file/v1";
        /**
         * Format: uuid
         * @description Ties what happened on a page, in an operation and at a neighbour together.
         */
        CorrelationId: string;
        /** @description The customers of one transformer area, by number; its hash is that of its JSON text. */
        CustomerBundle: {
            area_code: string;
            area_name: string;
            customers: components["schemas"]["CustomerCard"][];
        };
        /** @description A customer with the last works on his premises, newest first. */
        CustomerCard: {
            record: components["schemas"]["CustomerRecord"];
            works?: components["schemas"]["CustomerWork"][];
        };
        /** @description A customer with the last works on his premises. */
        CustomerFile: {
            card: components["schemas"]["CustomerCard"];
            grid?: components["schemas"]["GridId"] | null;
            /** @description When the marketing system handed this over. */
            received_at: components["schemas"]["Instant"];
            station?: components["schemas"]["StationId"] | null;
            unmasked: boolean;
        };
        /** @description A customer in a list; personal data masked. */
        CustomerLine: {
            area_code: string;
            closed: boolean;
            critical: boolean;
            customer_name: string;
            customer_no: components["schemas"]["CustomerNo"];
            /** @description `customer_no`, `customer_name`, `mobile`, `asset_no` or `comm_address`. */
            found_by: string;
            service_address: string;
            usage_class: string;
        };
        /** @description Customers, by what they were found by. */
        CustomerList: {
            /** @description More begin like this than are shown: a longer text finds them. */
            cut: boolean;
            items: components["schemas"]["CustomerLine"][];
        };
        CustomerMeter: {
            asset_no: components["schemas"]["AssetNo"];
            comm_address?: components["schemas"]["CommAddress"] | null;
            /**
             * Format: int32
             * @description CT × PT (综合倍率); 1 without transformers.
             */
            multiplier: number;
            phase: components["schemas"]["MeterPhase"];
        };
        /** @description Customer number (户号): 10 or 13 digits. */
        CustomerNo: string;
        /**
         * @description A customer (用电客户) at one revision of the marketing system.
         * @example {
         *       "area_code": "A1",
         *       "arrears": {
         *         "amount_fen": 12300,
         *         "as_of": 1780000000000000,
         *         "months": 2
         *       },
         *       "as_of": 1780000000000000,
         *       "available_balance_fen": -500,
         *       "complaints": [
         *         {
         *           "at": 1770000000000000,
         *           "kind": "电压低",
         *           "state": "closed"
         *         }
         *       ],
         *       "contract_capacity_w": 6000,
         *       "customer_name": "王建国",
         *       "customer_no": "1302000101",
         *       "fee_control": "remote",
         *       "metering_points": [
         *         {
         *           "meters": [
         *             {
         *               "asset_no": "1330001000000000000019",
         *               "comm_address": "000000000001",
         *               "multiplier": 1,
         *               "phase": "single"
         *             }
         *           ],
         *           "point_no": "01"
         *         }
         *       ],
         *       "mobile": "15412341234",
         *       "readings": [
         *         {
         *           "asset_no": "1330001000000000000019",
         *           "at": 1779000000000000,
         *           "register": "total",
         *           "value_kwh_e4": 12345600
         *         }
         *       ],
         *       "revision": 3,
         *       "seals": [
         *         {
         *           "applied_at": 1700000000000000,
         *           "place": "meter_cover",
         *           "seal_no": "FY-0001"
         *         }
         *       ],
         *       "service_address": "滦南县倴城镇东街村12号",
         *       "supply_voltage_v": 220,
         *       "tariff": "RES-TIER",
         *       "usage_class": "residential"
         *     }
         */
        CustomerRecord: {
            /** @description Transformer area (台区). */
            area_code: string;
            arrears?: components["schemas"]["Arrears"] | null;
            /** @description When the marketing system knew all of this. */
            as_of: components["schemas"]["Instant"];
            /**
             * Format: int64
             * @description Of a customer under fee control; below zero when overdrawn.
             */
            available_balance_fen?: number | null;
            /** @description No longer supplied (销户): leaves the terminals. */
            closed?: boolean;
            complaints?: components["schemas"]["Complaint"][];
            /** Format: int64 */
            contract_capacity_w: number;
            /** @description Important customer (重要客户). */
            critical?: boolean;
            customer_name: string;
            customer_no: components["schemas"]["CustomerNo"];
            fee_control?: components["schemas"]["FeeControl"];
            /** @description Supply guard (保电): the meter refuses to trip. */
            guard_on?: boolean;
            industry_code?: string | null;
            /** @description Somebody's life hangs on the supply. */
            life_support?: boolean;
            metering_points?: components["schemas"]["MeteringPoint"][];
            /** @description 11 digits; masked where it is shown to whoever need not call. */
            mobile?: string | null;
            position?: components["schemas"]["Position"] | null;
            /** @description The last ones of each register. */
            readings?: components["schemas"]["MeterReading"][];
            /**
             * Format: int64
             * @description Counts the marketing system's changes of this customer: an older one never replaces a newer one.
             */
            revision: number;
            seals?: components["schemas"]["SealRecord"][];
            service_address: string;
            /** Format: int32 */
            supply_voltage_v: number;
            /** @description Price code (电价). */
            tariff: string;
            usage_class: string;
        };
        /** @description A finished order of a customer: what was done on site, by whom, and how many photos of it there are. */
        CustomerWork: {
            ended_at: components["schemas"]["Instant"];
            order: components["schemas"]["OrderId"];
            order_no: components["schemas"]["OrderNo"];
            /** @description Ids of its photos among the evidence. */
            photos?: components["schemas"]["AttachmentId"][];
            process: string;
            title: components["schemas"]["Text"];
            worker_name?: string | null;
        };
        /** @description What the marketing system sends of customers. */
        CustomersMessage: {
            /** @description 1 to 64 letters, digits, hyphens; makes the message the same message. */
            message_id: string;
            /** @description 1 to 200, each customer once. */
            records: components["schemas"]["CustomerRecord"][];
        };
        /**
         * Format: uuid
         * @description A transformer area that goes to another grid (台区割接).
         */
        CutOverId: string;
        /** @description Which cut-over it is. */
        CutOverPlanned: {
            cut_over: components["schemas"]["CutOverId"];
        };
        /** @description What becomes of the open orders of the area. */
        CutOverReport: {
            /** @description There are more orders than a preview looks at. */
            more: boolean;
            /** Format: int64 */
            orders: number;
            /** @description Stages that stay with whoever has them, by why. */
            stays: components["schemas"]["StagesThatKeep"][];
            to: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Stages that nobody can be found for.
             */
            waits: number;
            /**
             * Format: int64
             * @description Stages that go to somebody else, and how many to whom.
             */
            went: number;
        };
        /**
         * @description Which area goes where, and when.
         * @example {
         *       "area": "A1",
         *       "from_day": "2026-12-01",
         *       "reason": "网格调整",
         *       "takes_begun": false,
         *       "to_grid": "019a0000-0000-7000-8000-000000000099"
         *     }
         */
        CutOverRequest: {
            /** @description The area's code. */
            area: string;
            /** @description The first day on which it belongs there; at once if none. */
            from_day?: string | null;
            /** @description 2 to 200 characters; whoever has the stages reads it. */
            reason: string;
            /** @description What somebody has signed in or begun goes too. */
            takes_begun?: boolean;
            to_grid: components["schemas"]["GridId"];
        };
        /** @description An area that goes, or went, to another grid. */
        CutOverView: {
            /** @description The area's code and name. */
            area: string;
            area_name: string;
            cut_over: components["schemas"]["CutOverId"];
            done_at?: components["schemas"]["Instant"] | null;
            effective_at: components["schemas"]["Instant"];
            from_grid: components["schemas"]["GridId"];
            made_at: components["schemas"]["Instant"];
            made_by: components["schemas"]["PersonId"];
            reason: string;
            /** @description What has become of its orders so far. */
            report: components["schemas"]["CutOverReport"];
            /** @description `planned`, `running`, `done` or `cancelled`. */
            state: string;
            takes_begun: boolean;
            to_grid: components["schemas"]["GridId"];
        };
        /** @description The newest first, at most two hundred. */
        CutOvers: {
            items: components["schemas"]["CutOverView"][];
        };
        DeployRequest: {
            /** @description Path within the bundle to text: `process.bpmn`, `forms/acceptance.schema.json`, … */
            files: {
                [key: string]: string;
            };
        };
        /** @description A deployed version. */
        Deployed: {
            hash: components["schemas"]["Digest"];
            /** @description False when just this version was there before. */
            new: boolean;
            process: string;
            /** Format: int32 */
            version: number;
        };
        /**
         * @description A SHA-256 digest, written as 64 lower-case hexadecimal digits.
         * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
         */
        Digest: string;
        /** @description To whom, and why. */
        DispatchRequest: {
            order: components["schemas"]["OrderId"];
            /** @description Needed when somebody has it already, or whoever is to get it has as much in hand as he may. */
            reason?: string | null;
            stage: components["schemas"]["StageId"];
            to: components["schemas"]["PersonId"];
        };
        /** @description The rules of the stations that the caller sees, and whose limit differs from his station's. */
        DispatchRulesView: {
            people: components["schemas"]["PersonLimit"][];
            stations: components["schemas"]["StationRules"][];
        };
        /** @description What it is now. */
        Dispatched: {
            /** Format: int32 */
            generation: number;
            order: components["schemas"]["OrderId"];
            /** Format: int64 */
            rev: number;
        };
        /** @description `POST /sync/v1/drafts`. */
        DraftBatch: {
            drafts: components["schemas"]["StageDraft"][];
        };
        /** @description A field, and when it was typed; null where it was cleared. */
        DraftField: {
            saved_at: components["schemas"]["Instant"];
            value: unknown;
        };
        /** @description The answer: what of them belongs to a stage that the worker may submit is on the platform's disk. */
        DraftsKept: {
            epoch: components["schemas"]["Epoch"];
        };
        DueDayView: {
            /** @example 2026-11-29 */
            day: string;
            /** Format: int64 */
            orders: number;
        };
        /** @description The duties that touch the time asked for, in the order in which they begin; at most a thousand. */
        Duties: {
            items: components["schemas"]["DutyView"][];
        };
        /** @description Which duties were written or taken back. */
        DutiesKept: {
            duties: components["schemas"]["DutyId"][];
        };
        /**
         * @description The duties of a station that begin in a time, once more so many days later.
         * @example {
         *       "days": 7,
         *       "from": 1780000000000000,
         *       "station": "019a0000-0000-7000-8000-000000000002",
         *       "until": 1780604800000000
         *     }
         */
        DutyCopy: {
            /**
             * Format: int32
             * @description 1 to 366.
             */
            days: number;
            from: components["schemas"]["Instant"];
            station: components["schemas"]["StationId"];
            /** @description At most 31 days later. */
            until: components["schemas"]["Instant"];
        };
        /**
         * Format: uuid
         * @description A time in which somebody is on duty (值班).
         */
        DutyId: string;
        /** @enum {string} */
        DutyKind: "day" | "night" | "standby" | "lead";
        /** @description Somebody is on duty. */
        DutyView: {
            duty: components["schemas"]["DutyId"];
            from: components["schemas"]["Instant"];
            /** @description `day`, `night`, `standby` or `lead`. */
            kind: string;
            note: string;
            person: components["schemas"]["PersonId"];
            station: components["schemas"]["StationId"];
            /** @description He goes home then. */
            until: components["schemas"]["Instant"];
        };
        /**
         * @description A one-time code, and the key that the terminal has made for itself.
         * @example {
         *       "code": "7K2M-9PQX-04TD",
         *       "public_key": "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
         *       "release_no": "0.1.0"
         *     }
         */
        EnrolRequest: {
            code: string;
            /** @description SEC1 point of P-256, compressed, hex. */
            public_key: components["schemas"]["PublicKey"];
            release_no: string;
            tf_card?: components["schemas"]["CardId"] | null;
        };
        /**
         * @description Who the terminal is from now on, and the keys that it trusts.
         * @example {
         *       "name": "倴城-03",
         *       "organisation": "019a0000-0000-7000-8000-000000000004",
         *       "platform_key": "03b1…",
         *       "recovery_key": "02c4…",
         *       "terminal": "019a0000-0000-7000-8000-000000000005"
         *     }
         */
        Enrolled: {
            name: string;
            organisation: components["schemas"]["OrganisationId"];
            /** @description The platform's signing key: SEC1, compressed, hex. */
            platform_key: string;
            /** @description What the sealed queue is sealed to: SEC1, compressed, hex. */
            recovery_key: string;
            terminal: components["schemas"]["TerminalId"];
        };
        /**
         * @description A code for one terminal.
         * @example {
         *       "code": "7K2M-9PQX-04TD",
         *       "expires_at": 1780259200000000
         *     }
         */
        EnrolmentCodeView: {
            /** @description Shown once: only its digest is kept. */
            code: string;
            expires_at: components["schemas"]["Instant"];
        };
        /**
         * @description What kinds of entity a scope has.
         * @enum {string}
         */
        EntityKind: "order" | "bundle" | "notice" | "candidates" | "customers" | "draft" | "authorisation";
        /**
         * @description An entry of a chain.
         * @example {
         *       "actor": "person:019a0000-0000-7000-8000-000000000001",
         *       "at": 1780000000000000,
         *       "body": {
         *         "reason": "终端丢失"
         *       },
         *       "correlation": "019a0000-0000-7000-8000-000000000002",
         *       "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "kind": "terminal_locked",
         *       "n": 3,
         *       "received_at": 1780000000000000
         *     }
         */
        EntryView: {
            actor: string;
            /** @description When it happened. */
            at: components["schemas"]["Instant"];
            /** @description Null once erased; the chain holds its digest all the same. */
            body?: unknown;
            correlation: components["schemas"]["CorrelationId"];
            hash: components["schemas"]["Digest"];
            kind: string;
            /** Format: int64 */
            n: number;
            /** @description When the platform heard of it. */
            received_at: components["schemas"]["Instant"];
        };
        /**
         * Format: uuid
         * @description A generation of the platform's data; a new one after every restore.
         */
        Epoch: string;
        EvidenceView: {
            attachment: components["schemas"]["AttachmentId"];
            completed_at?: components["schemas"]["Instant"] | null;
            /** @description It shows somebody's papers: the reader has to unmask the order before he sees it. */
            masked: boolean;
            mime: string;
            op_id?: components["schemas"]["OperationId"] | null;
            /** Format: int64 */
            received: number;
            sha256: components["schemas"]["Digest"];
            /** Format: int64 */
            size: number;
            stage: components["schemas"]["StageId"];
            /** @description `partial`, `complete` or `corrupt`. */
            state: string;
        };
        /** @description Which limits, and why. */
        ExplainRequest: {
            /** @description One of the process's overdue reasons. */
            code: string;
            /** @description Names of limits of the order that ask for a reason. */
            limits: string[];
            /** @description What the code does not say; some codes ask for it. */
            note?: string;
            order: components["schemas"]["OrderId"];
        };
        /** @description What is explained now. */
        Explained: {
            limits: string[];
            order: components["schemas"]["OrderId"];
        };
        /** @description Why a limit was missed, as somebody of the office has said. */
        Explanation: {
            at: components["schemas"]["Instant"];
            by: components["schemas"]["PersonId"];
            code: string;
            note: string;
        };
        /**
         * @description A certificate counts longer: it was checked again (复审).
         * @example {
         *       "certificate": "019a0000-0000-7000-8000-000000000099",
         *       "valid_to": "2031-12-31"
         *     }
         */
        Extension: {
            certificate: components["schemas"]["CertificateId"];
            /** @description The last day on which it counts from now on. */
            valid_to: string;
        };
        /**
         * @description How the supply follows the money (费控).
         * @enum {string}
         */
        FeeControl: "none" | "remote" | "local";
        /** @description One entity's newest state, or its going. */
        FeedItem: {
            /** Format: int64 */
            base?: number | null;
            /** @description The whole entity, as JSON text that nobody in between needs to read; an order as [`crate::order_body`] says. */
            body?: Record<string, never> | null;
            id: string;
            op: components["schemas"]["FeedOp"];
            /** @description Or a merge patch (RFC 7396) against revision `base`. */
            patch?: Record<string, never> | null;
            /** Format: int64 */
            rev: number;
            type: components["schemas"]["EntityKind"];
        };
        /** @enum {string} */
        FeedOp: "put" | "drop";
        /** @description One page of the feed. */
        FeedPage: {
            /** Format: int64 */
            cursor: number;
            digest?: components["schemas"]["ScopeDigest"] | null;
            /** @description Generation of the platform's data: a new one means that a copy was restored. */
            epoch: components["schemas"]["Epoch"];
            items: components["schemas"]["FeedItem"][];
            /** @description There is another page. */
            more: boolean;
            /** @description Platform time, for the terminal's clock offset. */
            now: components["schemas"]["Instant"];
            /** @description Commands to meters that the company does not have done on site; a terminal offers none of them. */
            switched_off?: components["schemas"]["MeterCommand"][];
        };
        /** @description One frame on the line. */
        FrameRecord: {
            at: components["schemas"]["Instant"];
            /** @description As it was on the line, hex. */
            hex: string;
            way: components["schemas"]["FrameWay"];
        };
        /** @enum {string} */
        FrameWay: "sent" | "heard";
        /**
         * @description A grid cell (网格) of a station, with the two who answer for it.
         * @example {
         *       "backup": "13020008",
         *       "code": "130224001-01",
         *       "name": "倴城一网格",
         *       "primary": "13020007",
         *       "station": "130224001"
         *     }
         */
        Grid: {
            /** @description B: staff number of who stands in. */
            backup?: string | null;
            code: string;
            name: string;
            outline?: components["schemas"]["Outline"];
            /** @description A: staff number of who is in charge. */
            primary?: string | null;
            /** @description Code of its station. */
            station: string;
        };
        /**
         * Format: uuid
         * @description A grid cell (网格).
         */
        GridId: string;
        /** @description What is open in a grid, in orders. */
        GridLoadView: {
            /**
             * Format: int64
             * @description Due within a day.
             */
            due_soon: number;
            grid: components["schemas"]["GridId"];
            /** Format: int64 */
            open: number;
            /** Format: int64 */
            overdue: number;
            /** Format: int64 */
            undispatched: number;
        };
        /** @description A grid cell (网格) with the two who answer for it. */
        GridView: {
            backup?: components["schemas"]["PersonId"] | null;
            code: string;
            grid: components["schemas"]["GridId"];
            name: string;
            primary?: components["schemas"]["PersonId"] | null;
            station: components["schemas"]["StationId"];
        };
        /** @description What went and what stayed. */
        HandOverReport: {
            /** @description Some were not reached, for there are more than one command takes or the platform was busy: give the command again. */
            more: boolean;
            /**
             * Format: int64
             * @description Stages that were handed over.
             */
            moved: number;
            stays: components["schemas"]["StagesThatStay"][];
            /** @description To whom, and how many. */
            to: {
                [key: string]: number;
            };
        };
        /**
         * @description Whose stages go to whom, and why.
         * @example {
         *       "from": "0198c0de-0000-7000-8000-000000000001",
         *       "reason": "中午起病假",
         *       "to": "0198c0de-0000-7000-8000-000000000002"
         *     }
         */
        HandOverRequest: {
            from: components["schemas"]["PersonId"];
            reason: string;
            to?: components["schemas"]["PersonId"] | null;
        };
        /** @description A submitted stage whose files have not all arrived, before a stage that opens only on complete evidence. */
        HeldCompletion: {
            at: components["schemas"]["Instant"];
            author: components["schemas"]["PersonId"];
            correlation?: components["schemas"]["CorrelationId"] | null;
            stage: components["schemas"]["StageId"];
            to?: components["schemas"]["Recipient"] | null;
        };
        /** @description A holiday, its first and last day included. */
        Holiday: {
            from: string;
            name: string;
            to: string;
        };
        /**
         * @description What the State Council's notice (国务院办公厅关于部分节假日安排的通知) says of a year.
         * @example {
         *       "days_off": [
         *         {
         *           "from": "2027-01-01",
         *           "name": "元旦",
         *           "to": "2027-01-03"
         *         }
         *       ],
         *       "source": "国务院办公厅关于2027年部分节假日安排的通知",
         *       "status": "confirmed",
         *       "working_days": [
         *         "2027-02-20"
         *       ],
         *       "year": 2027
         *     }
         */
        HolidayNotice: {
            /** @description Holidays; weekends need not be named. */
            days_off: components["schemas"]["Holiday"][];
            source: string;
            /** @description `confirmed` when the notice is out; what is counted by an `unconfirmed` year may move. */
            status: string;
            /** @description Weekend days on which people work (调休上班). */
            working_days: string[];
            /** Format: int32 */
            year: number;
        };
        /** @description The receipts: inquiries that this generation of the platform's data holds. */
        InquiriesKept: {
            epoch: components["schemas"]["Epoch"];
            kept: components["schemas"]["InquiryId"][];
        };
        /** @description An inquiry as the terminal recorded it before it showed anything. */
        Inquiry: {
            /** @description By the terminal's corrected clock. */
            at: components["schemas"]["Instant"];
            customer_no: components["schemas"]["CustomerNo"];
            inquiry: components["schemas"]["InquiryId"];
            note?: string | null;
            /** @description Code of an [`InquiryReason`]; a platform keeps one that it does not know. */
            reason: string;
        };
        /** @description `POST /sync/v1/inquiries` */
        InquiryBatch: {
            inquiries: components["schemas"]["Inquiry"][];
        };
        /**
         * Format: uuid
         * @description A look at a customer without an order of his (公共查询).
         */
        InquiryId: string;
        /** @description A look at a customer. */
        InquiryView: {
            /** @description By the clock of where it was made. */
            at: components["schemas"]["Instant"];
            customer_no: components["schemas"]["CustomerNo"];
            /** @description The customer was in his scope when the platform heard of it. */
            in_scope: boolean;
            inquiry: components["schemas"]["InquiryId"];
            note?: string | null;
            person: components["schemas"]["PersonId"];
            person_name: string;
            /** @description A code of the list of reasons; `desk` where the note says it in words. */
            reason: string;
            received_at: components["schemas"]["Instant"];
            staff_no: string;
            terminal?: components["schemas"]["TerminalId"] | null;
        };
        /**
         * Format: int64
         * @description An instant in UTC, as whole microseconds since 1970. The only time that is stored or sent.
         */
        Instant: number;
        ItemList: {
            items: components["schemas"]["ItemView"][];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description Something on the office's list. */
        ItemView: {
            created_at: components["schemas"]["Instant"];
            detail: Record<string, never>;
            item: components["schemas"]["OfficeItemId"];
            kind: string;
            op_id?: components["schemas"]["OperationId"] | null;
            order?: components["schemas"]["OrderId"] | null;
            order_no?: string | null;
            reason: string;
            remark?: string | null;
            resolved_at?: components["schemas"]["Instant"] | null;
            resolved_by?: components["schemas"]["PersonId"] | null;
            state: string;
            station?: components["schemas"]["StationId"] | null;
        };
        /**
         * @description How the keys of a meter stand.
         * @enum {string}
         */
        KeyState: "unknown" | "public" | "private" | "half_updated";
        /**
         * @description What was done to the stage.
         * @enum {string}
         */
        Kind: "sign_in" | "set_out" | "arrive" | "begin" | "submit" | "decline";
        /** @description It is written. */
        KindWritten: {
            /** @description It is new, or has other names than before. */
            changed: boolean;
        };
        KnownYear: components["schemas"]["HolidayNotice"] & {
            written_at?: components["schemas"]["Instant"] | null;
            written_by?: components["schemas"]["PersonId"] | null;
        };
        /**
         * @description Why an operation was kept as evidence only.
         * @enum {string}
         */
        LateReason: "reassigned" | "order_over" | "order_suspended" | "stage_left" | "step_differs" | "base_not_applied" | "authority_lost" | "sealed_queue" | "unknown";
        /** @description What opens the person's store on this terminal, together with his card. */
        Lease: {
            /** @description The terminal forgets it then. */
            expires_at: components["schemas"]["Instant"];
            /** @description 32 bytes, hex. */
            secret: string;
        };
        /**
         * @description Which ban.
         * @example {
         *       "ban": "019a0000-0000-7000-8000-000000000099"
         *     }
         */
        LiftStopBan: {
            ban: components["schemas"]["StopBanId"];
        };
        LimitList: {
            items: components["schemas"]["OrderLimit"][];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description A time limit of an order, and how it stands. */
        LimitView: {
            alerts: components["schemas"]["AlertView"][];
            /** @description `none`, `overdue`, or `corrected`: it was told of as overdue and kept after all. */
            breach: string;
            due_at?: components["schemas"]["Instant"] | null;
            /** @description The stage that it watches, if not the order as a whole. */
            element?: string | null;
            ended_at?: components["schemas"]["Instant"] | null;
            explained?: components["schemas"]["Explanation"] | null;
            kind: string;
            /** @description `on_time`, `due_soon`, `overdue` or `paused`; of an ended one how it ended; none where nobody can tell. */
            level?: string | null;
            /** @description Its name among the limits of its order. */
            limit: string;
            /** @description It counts days of a year whose holidays are not known: by weekends alone, until the calendar has that year. */
            may_move: boolean;
            name: components["schemas"]["Text"];
            policy: string;
            started_at: components["schemas"]["Instant"];
            /** @description Somebody still has to say why it was missed. */
            wants_reason: boolean;
        };
        /** @description What tells of the quality of a line: neither a head nor a cable has a level to be read. */
        LineQuality: {
            /**
             * Format: int32
             * @description What was heard and could not be believed: noise, and frames that came damaged or in part.
             */
            damaged: number;
            /**
             * Format: int32
             * @description Frames that were sent again, because no answer came in time.
             */
            sent_again: number;
        };
        /**
         * @description What reaches a meter (通道).
         * @enum {string}
         */
        LinkKind: "infrared" | "wired" | "tcp";
        /** @description What somebody has in hand, in orders. */
        LoadView: {
            /** Format: int64 */
            due_soon: number;
            name: string;
            /** Format: int64 */
            open: number;
            /** Format: int64 */
            overdue: number;
            person: components["schemas"]["PersonId"];
        };
        /** @description What people and grids have in hand. */
        Loads: {
            grids: components["schemas"]["GridLoadView"][];
            /**
             * Format: int64
             * @description Open orders that lie in no grid.
             */
            nowhere: number;
            /** Format: int64 */
            open: number;
            /** @description Whoever has open stages, or a limit of his own or of his station. */
            people: components["schemas"]["PersonLoadView"][];
            /**
             * Format: int64
             * @description Open orders with a stage that nobody has.
             */
            undispatched: number;
        };
        /**
         * @description GeoJSON (RFC 7946): stations as points, grids and areas as polygons.
         * @example {
         *       "complete": true,
         *       "features": [
         *         {
         *           "geometry": {
         *             "coordinates": [
         *               118.67,
         *               39.52
         *             ],
         *             "type": "Point"
         *           },
         *           "id": "019a0000-0000-7000-8000-000000000001",
         *           "properties": {
         *             "code": "130224001",
         *             "kind": "station",
         *             "name": "倴城供电所"
         *           },
         *           "type": "Feature"
         *         }
         *       ],
         *       "type": "FeatureCollection"
         *     }
         */
        Map: {
            /** @description Whether every area is on it; ask for one station's map otherwise. */
            complete: boolean;
            features: unknown[];
            /** @description `FeatureCollection` */
            type: string;
        };
        /** @description What the marketing system sends. */
        MarketingMessage: {
            /** @description When it happened there. */
            at: components["schemas"]["Instant"];
            data?: unknown;
            kind: components["schemas"]["MessageKind"];
            order_no: components["schemas"]["OrderNo"];
            /** @description For `new`: the process that the order runs through. */
            process?: string | null;
            /** @description The marketing system's own stage; with order number and version it makes the message the same message. */
            stage: string;
            /** Format: int64 */
            version: number;
        };
        /**
         * Format: uuid
         * @description A message to or from a neighbour.
         */
        MessageId: string;
        /** @enum {string} */
        MessageKind: "new" | "change" | "cancel" | "roll_back" | "urge";
        /**
         * @description A command to a meter (仪表作业), one word per thing in code, SQL, JSON and on the screen.
         * @enum {string}
         */
        MeterCommand: "acquire" | "read" | "snapshot" | "trip" | "permit_close" | "direct_close" | "alarm_on" | "alarm_off" | "guard_on" | "guard_off" | "set_clock" | "set_parameter" | "update_keys" | "recharge";
        /**
         * @description Meter number (表号) of a meter: 12 BCD digits, `04000402` in DL/T 645-2007. It need not be the communication
         *     address: it is what the meter's keys are made from.
         */
        MeterNo: string;
        /**
         * @description What became of a command to a meter.
         * @enum {string}
         */
        MeterOutcome: "done" | "refused" | "failed" | "unknown";
        /** @enum {string} */
        MeterPhase: "single" | "three";
        /** @enum {string} */
        MeterProtocol: "dlt645" | "dlt698" | "unknown";
        /** @description A register's value (示数) at a time; without the multiplier. */
        MeterReading: {
            asset_no: components["schemas"]["AssetNo"];
            at: components["schemas"]["Instant"];
            register: components["schemas"]["Register"];
            /**
             * Format: int64
             * @description 10⁻⁴ kWh.
             */
            value_kwh_e4: number;
        };
        /** @description Registers of forward active energy, 10⁻⁴ kWh. */
        MeterReadings: {
            /** @description In the meter's own order of tariffs. */
            tariffs_kwh_e4?: number[];
            /** Format: int64 */
            total_kwh_e4: number;
        };
        /**
         * @description A meter as the acquisition system knows it.
         * @example {
         *       "area_code": "A1",
         *       "asset_no": "1330001000000000000019",
         *       "comm_address": "000000000001",
         *       "customer_no": "1302000101",
         *       "keys": "private",
         *       "meter_no": "000000000001",
         *       "phases": 1,
         *       "protocol": "dlt645",
         *       "revision": 1
         *     }
         */
        MeterRecord: {
            area_code?: string | null;
            asset_no?: components["schemas"]["AssetNo"] | null;
            comm_address: components["schemas"]["CommAddress"];
            customer_no?: components["schemas"]["CustomerNo"] | null;
            keys?: components["schemas"]["KeyState"];
            meter_no?: components["schemas"]["MeterNo"] | null;
            /**
             * Format: int32
             * @description 1 or 3.
             */
            phases: number;
            protocol: components["schemas"]["MeterProtocol"];
            /** Format: int64 */
            revision: number;
        };
        /** @description What a meter said of itself; what was not asked is not there. */
        MeterState: {
            asset_no?: components["schemas"]["AssetNo"] | null;
            /** Format: int64 */
            balance_fen?: number | null;
            clock?: string | null;
            /**
             * Format: int64
             * @description Seconds by which the clock was ahead of ours.
             */
            clock_ahead_s?: number | null;
            guard_on?: boolean | null;
            /** @description `public`, `private` or `half_updated`. */
            keys?: string | null;
            /** Format: int32 */
            purchase_count?: number | null;
            relay?: components["schemas"]["RelayState"] | null;
            /** @description 0.1 V of phases A, B, C. */
            voltage_v_e1?: number[];
        };
        /** @description A meter as it is known. */
        MeterView: {
            area_code?: string | null;
            asset_no?: components["schemas"]["AssetNo"] | null;
            comm_address: components["schemas"]["CommAddress"];
            customer_no?: components["schemas"]["CustomerNo"] | null;
            /** @description `unknown`, `public`, `private` or `half_updated`. */
            keys: string;
            keys_told_at?: components["schemas"]["Instant"] | null;
            meter_no: components["schemas"]["MeterNo"];
            /** Format: int32 */
            phases: number;
            /** @description `dlt645`, `dlt698` or `unknown`. */
            protocol: string;
        };
        /** @description One command given to one meter. */
        MeterWork: {
            after?: components["schemas"]["MeterState"];
            app_version: string;
            authorisation?: components["schemas"]["AuthorisationId"] | null;
            before?: components["schemas"]["MeterState"];
            business_card?: components["schemas"]["CardId"] | null;
            /** @description The operator card that was in its slot. */
            card: components["schemas"]["CardId"];
            command: components["schemas"]["MeterCommand"];
            ended_at: components["schemas"]["Instant"];
            frames: components["schemas"]["FrameRecord"][];
            line?: components["schemas"]["LinkKind"] | null;
            line_quality?: components["schemas"]["LineQuality"] | null;
            meant?: components["schemas"]["CommAddress"] | null;
            meter?: components["schemas"]["CommAddress"] | null;
            order?: components["schemas"]["OrderId"] | null;
            order_no?: components["schemas"]["OrderNo"] | null;
            outcome: components["schemas"]["MeterOutcome"];
            parameter?: components["schemas"]["ParameterChange"] | null;
            parameter_read?: components["schemas"]["ParameterRead"] | null;
            position?: components["schemas"]["WorkPosition"] | null;
            previous?: components["schemas"]["Digest"] | null;
            readings?: components["schemas"]["MeterReadings"] | null;
            /** @description A word for why, where it is not done: `wrong_meter`, `no_answer`, `guard_on`, … */
            reason?: string | null;
            stage?: components["schemas"]["StageId"] | null;
            /** @description By the terminal's corrected clock. */
            started_at: components["schemas"]["Instant"];
            work: components["schemas"]["MeterWorkId"];
        };
        /** @description `POST /sync/v1/meter-works` */
        MeterWorkBatch: {
            works: components["schemas"]["MeterWork"][];
        };
        /** @description How many works there are of each kind; each is counted up to `most`. */
        MeterWorkCounts: {
            /** Format: int32 */
            done: number;
            /** Format: int32 */
            failed: number;
            /** Format: int32 */
            most: number;
            /** Format: int32 */
            odd: number;
            /** Format: int32 */
            refused: number;
            /** Format: int32 */
            unknown: number;
            /**
             * Format: int32
             * @description Of those that ended unknown, the ones after which nobody has looked.
             */
            unverified: number;
        };
        /** @description A work, who did it, and when the platform heard of it. */
        MeterWorkFile: {
            chain: components["schemas"]["ChainStanding"];
            /** @description The record's frames are left out: they are for whoever inspects works. */
            frames_withheld: boolean;
            /** @description The caller may open the order. */
            may_open_order: boolean;
            oddities: components["schemas"]["Oddity"][];
            order_no?: components["schemas"]["OrderNo"] | null;
            person: components["schemas"]["PersonId"];
            person_name: string;
            received_at: components["schemas"]["Instant"];
            record: components["schemas"]["MeterWork"];
            terminal: components["schemas"]["TerminalId"];
            /** @description It ended unknown, and nobody has looked since at what it would have changed. */
            unverified: boolean;
        };
        /**
         * Format: uuid
         * @description One command given to one meter, with everything that was sent and heard (仪表作业).
         */
        MeterWorkId: string;
        /** @description A work without its frames. */
        MeterWorkLine: {
            authorisation?: components["schemas"]["AuthorisationId"] | null;
            comm_address?: components["schemas"]["CommAddress"] | null;
            command: components["schemas"]["MeterCommand"];
            /** @description The caller may open the order. */
            may_open_order: boolean;
            oddities: components["schemas"]["Oddity"][];
            order?: components["schemas"]["OrderId"] | null;
            order_no?: components["schemas"]["OrderNo"] | null;
            outcome: components["schemas"]["MeterOutcome"];
            person: components["schemas"]["PersonId"];
            person_name: string;
            received_at: components["schemas"]["Instant"];
            started_at: components["schemas"]["Instant"];
            terminal: components["schemas"]["TerminalId"];
            /** @description It ended unknown, and nobody has looked since at what it would have changed. */
            unverified: boolean;
            work: components["schemas"]["MeterWorkId"];
        };
        /** @description The receipts: works that this generation of the platform's data holds. */
        MeterWorksKept: {
            epoch: components["schemas"]["Epoch"];
            kept: components["schemas"]["MeterWorkId"][];
        };
        /** @description Metering point (计量点) with the meters that hang there. */
        MeteringPoint: {
            meters: components["schemas"]["CustomerMeter"][];
            point_no: string;
        };
        /**
         * @description What the acquisition system sends of meters. An older revision of a meter never replaces a newer one, so that a message
         *     may come any number of times and in any order.
         */
        MetersMessage: {
            /** @description 1 to 500, each meter once. */
            meters: components["schemas"]["MeterRecord"][];
        };
        /** @description What moves and what does not. */
        MigrationReport: {
            faults: components["schemas"]["OrdersThatStay"][];
            /** @description There are more than were looked at: ask again when these are moved. */
            more: boolean;
            /**
             * Format: int64
             * @description How many can be moved, or were.
             */
            movable: number;
            /**
             * Format: int64
             * @description How many orders were looked at.
             */
            orders: number;
            /** @description Where the orders stand that can be moved. */
            stages: components["schemas"]["StagesMoved"][];
        };
        /**
         * @description Which orders are moved, and how.
         * @example {
         *       "from": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "plan": {
         *         "completion_acceptance": "completion_check"
         *       },
         *       "to": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"
         *     }
         */
        MigrationRequest: {
            /** @description The version that the orders run on. */
            from: components["schemas"]["Digest"];
            /** @description These orders only; at most 5,000, and so many are looked at without it. */
            orders?: components["schemas"]["OrderId"][] | null;
            /** @description Elements of the old version whose place another one takes; all others keep their id. */
            plan?: {
                [key: string]: string;
            };
            /** @description A version of the same process. */
            to: components["schemas"]["Digest"];
        };
        /**
         * @description Who is away, from when until when.
         * @example {
         *       "from": 1780000000000000,
         *       "kind": "leave",
         *       "note": "年休",
         *       "person": "019a0000-0000-7000-8000-000000000001",
         *       "until": 1780086400000000
         *     }
         */
        NewAbsence: {
            from: components["schemas"]["Instant"];
            kind: components["schemas"]["AbsenceKind"];
            note?: string;
            person: components["schemas"]["PersonId"];
            /** @description He is back from then on. */
            until: components["schemas"]["Instant"];
        };
        /**
         * @description Whose account, its name, and a first password.
         * @example {
         *       "login": "lixiuying",
         *       "password": "correct horse battery",
         *       "staff_no": "13020009"
         *     }
         */
        NewAccount: {
            /** @description 2 to 32 lower-case letters, digits, dots, hyphens. */
            login: string;
            password: components["schemas"]["Password"];
            staff_no: string;
        };
        /**
         * @description A card that was made, with what only the platform may keep of it.
         * @example {
         *       "card": "019a0000-0000-7000-8000-000000000003",
         *       "kind": "operator",
         *       "person": "019a0000-0000-7000-8000-000000000001",
         *       "public_key": "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
         *       "serial": "6021000001",
         *       "unlock_code": "12345678901234567890"
         *     }
         */
        NewCard: {
            card: components["schemas"]["CardId"];
            /** @description What it is for; an operator card unless it is said otherwise. */
            kind?: components["schemas"]["CardKind"];
            /** @description Whose it is; of a TF card, whom it was handed to. */
            person: components["schemas"]["PersonId"];
            /** @description SEC1 point of P-256, compressed, hex. */
            public_key: components["schemas"]["PublicKey"];
            /** @description The number printed on it: 1 to 32 letters, digits, hyphens. */
            serial: string;
            /** @description Twenty digits that whoever made the card has put into it. */
            unlock_code: string;
        };
        /**
         * @description A certificate that somebody has got (证书).
         * @example {
         *       "issued_by": "应急管理局",
         *       "kind": "low_voltage_electrician",
         *       "number": "T130203198001011234",
         *       "person": "019a0000-0000-7000-8000-000000000099",
         *       "valid_from": "2026-01-01",
         *       "valid_to": "2028-12-31"
         *     }
         */
        NewCertificate: {
            issued_by: string;
            /** @description One of the organisation's kinds. */
            kind: string;
            number: string;
            person: components["schemas"]["PersonId"];
            valid_from: string;
            /** @description The last day on which it counts. */
            valid_to: string;
        };
        /**
         * @description Who is on duty, from when until when.
         * @example {
         *       "from": 1780000000000000,
         *       "kind": "night",
         *       "note": "",
         *       "person": "019a0000-0000-7000-8000-000000000001",
         *       "until": 1780043200000000
         *     }
         */
        NewDuty: {
            from: components["schemas"]["Instant"];
            kind: components["schemas"]["DutyKind"];
            note?: string;
            person: components["schemas"]["PersonId"];
            /** @description He goes home then; at most three days later. */
            until: components["schemas"]["Instant"];
        };
        /**
         * @description A new password for somebody else.
         * @example {
         *       "password": "staple under the bridge"
         *     }
         */
        NewPassword: {
            password: components["schemas"]["Password"];
        };
        /**
         * @description Where, from when until when, and why.
         * @example {
         *       "from": 1780000000000000,
         *       "reason": "台风蓝色预警",
         *       "station": "019a0000-0000-7000-8000-000000000001",
         *       "until": 1780086400000000
         *     }
         */
        NewStopBan: {
            from: components["schemas"]["Instant"];
            /** @description 2 to 100 characters. */
            reason: string;
            station?: components["schemas"]["StationId"] | null;
            until: components["schemas"]["Instant"];
        };
        /**
         * @description The terminal that is to be enrolled.
         * @example {
         *       "name": "倴城-03"
         *     }
         */
        NewTerminal: {
            /** @description What people call it; 1 to 60 characters. */
            name: string;
            station?: components["schemas"]["StationId"] | null;
        };
        /** @description Whom the next stage may be given to. */
        NextChoice: {
            people: components["schemas"]["TakerView"][];
            /** @description One of these, or somebody who has one of them; none where nobody is to be chosen. */
            roles: components["schemas"]["Role"][];
        };
        /**
         * @description What is odd about a work: a matter for the office, and no reason not to keep it.
         * @enum {string}
         */
        Oddity: "unauthorised" | "used_twice" | "unknown" | "told_otherwise" | "rewritten" | "out_of_chain";
        /**
         * Format: uuid
         * @description Something that waits for a person in the office.
         */
        OfficeItemId: string;
        /** @description One thing a worker did on a terminal: made there, with its id, before anything is sent. */
        Operation: {
            author: components["schemas"]["PersonId"];
            /** @description What the worker had before his eyes. */
            base: components["schemas"]["Base"];
            /** @description Submit: the form's values. Decline: `{reason}`. Arrive: `{position}`. Otherwise an empty object. */
            body: unknown;
            /** @description The process version that it was done under. */
            bundle_hash: components["schemas"]["Digest"];
            captured: components["schemas"]["Captured"];
            correlation?: components["schemas"]["CorrelationId"] | null;
            /** @description The form whose values are in `body`, for a submit. */
            form?: string | null;
            kind: components["schemas"]["Kind"];
            /** Format: int64 */
            n: number;
            /** @description Files of evidence that this operation is complete only with. */
            needs?: components["schemas"]["Attached"][];
            op_id: components["schemas"]["OperationId"];
            order: components["schemas"]["OrderId"];
            /** @description The store's queue and the place in it; a reinstalled store has a new queue, so `n` never repeats. */
            outbox: components["schemas"]["OutboxId"];
            /** @description The operator card's signature over the operation without this field, in hexadecimal. */
            signature?: string | null;
            stage: components["schemas"]["StageId"];
            terminal: components["schemas"]["TerminalId"];
            to?: components["schemas"]["Recipient"] | null;
        };
        /** @description Operations of one request, in the order of their queue. */
        OperationBatch: {
            epoch?: components["schemas"]["Epoch"] | null;
            operations: components["schemas"]["Operation"][];
        };
        /**
         * Format: uuid
         * @description One thing a worker did, made on the terminal (操作).
         */
        OperationId: string;
        OperationReceipt: {
            /** @description Digest of the operation as received ([`crate::Operation::digest`]). */
            digest: components["schemas"]["Digest"];
            /** Format: int64 */
            n: number;
            op_id: components["schemas"]["OperationId"];
            outcome: components["schemas"]["Outcome"];
        };
        /** @description What became of one operation. */
        OperationResult: {
            op_id: components["schemas"]["OperationId"];
            outcome: components["schemas"]["Outcome"];
        };
        /** @description One result for each operation, in the same order. */
        OperationResults: {
            results: components["schemas"]["OperationResult"][];
        };
        OperationView: {
            event_at: components["schemas"]["Instant"];
            operation: components["schemas"]["Operation"];
            outcome: components["schemas"]["Outcome"];
            received_at: components["schemas"]["Instant"];
        };
        /** @description The orders that run, counted. */
        OrderFigures: {
            /** @description Open orders by the day on which they are due, today and the six days after it. */
            due_days: components["schemas"]["DueDayView"][];
            /**
             * Format: int64
             * @description Due within a day.
             */
            due_soon: number;
            /** Format: int64 */
            evidence_missing: number;
            /** @description Who has the most orders with an open stage, at most fifteen people. */
            load: components["schemas"]["LoadView"][];
            /** Format: int64 */
            open: number;
            /** Format: int64 */
            overdue: number;
            /** Format: int64 */
            suspended: number;
            /**
             * Format: int64
             * @description Orders with an open stage that nobody has.
             */
            undispatched: number;
            /** Format: int64 */
            urged: number;
        };
        /** @description An order with everything that belongs to it. */
        OrderFile: {
            evidence: components["schemas"]["EvidenceView"][];
            /** Format: int32 */
            evidence_missing: number;
            items: components["schemas"]["ItemView"][];
            /** @description Its time limits, those of before included. */
            limits: components["schemas"]["LimitView"][];
            operations: components["schemas"]["OperationView"][];
            order: components["schemas"]["OrderView"];
            /** @description What may be given as the reason of a limit that was missed. */
            overdue_reasons: components["schemas"]["OverdueReasonView"][];
            /** @description Names of the people who appear. */
            people: {
                [key: string]: string;
            };
            /** Format: int64 */
            rev: number;
            /** @description Elements of the stages that the office can take the order back to, the last completed first. */
            send_back_to: string[];
            station?: components["schemas"]["StationId"] | null;
            /** @description What happened, oldest first. */
            story: components["schemas"]["StoryEntry"][];
            /** @description The chain of the story is unbroken. */
            story_verifies: boolean;
            /** @description Personal data are shown in full. */
            unmasked: boolean;
        };
        /**
         * Format: uuid
         * @description A work order (工单).
         */
        OrderId: string;
        /** @description A limit with its order. */
        OrderLimit: {
            limit: components["schemas"]["LimitView"];
            order: components["schemas"]["OrderId"];
            order_no: string;
            station?: components["schemas"]["StationId"] | null;
        };
        /** @description An order in a list; personal data masked. */
        OrderLineView: {
            address: string;
            /** @description The process version that it runs under. */
            bundle_hash: string;
            created_at: components["schemas"]["Instant"];
            customer_name: string;
            due_at?: components["schemas"]["Instant"] | null;
            /** Format: int32 */
            evidence_missing: number;
            /**
             * @description What the text that was asked for is of it: `order_no`, `customer_no`, `customer_name`, `mobile`, `asset_no` or
             *     `comm_address`.
             */
            found_by?: string | null;
            grid?: components["schemas"]["GridId"] | null;
            order: components["schemas"]["OrderId"];
            order_no: components["schemas"]["OrderNo"];
            position?: components["schemas"]["RoughPosition"] | null;
            process: string;
            /** Format: int64 */
            rev: number;
            /** @description How far the rounds are that some of them belong to. */
            rounds: components["schemas"]["RoundsView"][];
            /** @description The stages that are open now. */
            stages: components["schemas"]["StageView"][];
            state: components["schemas"]["OrderState"];
            station?: components["schemas"]["StationId"] | null;
            title: components["schemas"]["Text"];
            /** Format: int32 */
            urged: number;
        };
        /** @description Orders, a line each. */
        OrderList: {
            /** @description More orders begin like the text than are shown: a longer text finds them. */
            cut: boolean;
            items: components["schemas"]["OrderLineView"][];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description Order number (工单编号) as the system that hands the order over gives it: 1 to 32 letters, digits or hyphens. */
        OrderNo: string;
        /**
         * @description What an order is as a whole.
         * @enum {string}
         */
        OrderState: "open" | "suspended" | "terminated" | "archived";
        /** @description A work order in a worker's scope: enough to do the work without a network. */
        OrderView: {
            bundle_hash: components["schemas"]["Digest"];
            /** @description When the order reached the platform. */
            created_at: components["schemas"]["Instant"];
            due_at?: components["schemas"]["Instant"] | null;
            /** @description The process engine's state, so that the terminal can step on by itself. */
            engine: unknown;
            /**
             * @description What is known of the order from outside: `customer`, `intake` (the application), `box`, `grid`, `meters`,
             *     `limits` … as the README of its process lists them.
             */
            facts: unknown;
            /** @description When this revision was written, in platform time. */
            fed_at: components["schemas"]["Instant"];
            /** @description Process versions that it was moved from: what was begun under one of them still counts. */
            former_bundles?: components["schemas"]["Digest"][];
            order: components["schemas"]["OrderId"];
            order_no: components["schemas"]["OrderNo"];
            process: string;
            /** @description By id, so that a change of one is a small merge patch. */
            stages: {
                [key: string]: components["schemas"]["StageView"];
            };
            state: components["schemas"]["OrderState"];
            title: components["schemas"]["Text"];
            /**
             * Format: int32
             * @description How often the marketing system has urged (催办).
             */
            urged?: number;
            /** @description Completions that wait for their files before the next stage opens. */
            waiting_for_evidence?: components["schemas"]["HeldCompletion"][];
        };
        /** @description Orders that cannot be moved for the same reason. */
        OrdersThatStay: {
            /** Format: int64 */
            count: number;
            /** @description One of them. */
            example: components["schemas"]["OrderNo"];
            fault: Record<string, never>;
            message: string;
        };
        /**
         * @description A part of the organisation, or all of it; what stands here may name each other.
         * @example {
         *       "people": [
         *         {
         *           "mobile": "15400000007",
         *           "name": "王建国",
         *           "roles": [
         *             "area_manager"
         *           ],
         *           "staff_no": "13020007",
         *           "station": "130224001"
         *         }
         *       ],
         *       "stations": [
         *         {
         *           "code": "130224001",
         *           "county": "滦南县",
         *           "lat_e7": 395200000,
         *           "lon_e7": 1186700000,
         *           "name": "倴城供电所"
         *         }
         *       ]
         *     }
         */
        Organisation: {
            /** @default [] */
            areas: components["schemas"]["Area"][];
            /** @default [] */
            grids: components["schemas"]["Grid"][];
            /** @default [] */
            people: components["schemas"]["Person"][];
            /** @default [] */
            stations: components["schemas"]["Station"][];
        };
        /**
         * Format: uuid
         * @description A power company (供电公司): the tenant, part of every key.
         */
        OrganisationId: string;
        /**
         * Format: uuid
         * @description A store's queue of operations; a new one with every new store.
         */
        OutboxId: string;
        OutboxList: {
            items: components["schemas"]["OutboxView"][];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        OutboxView: {
            /** Format: int32 */
            attempts: number;
            created_at: components["schemas"]["Instant"];
            kind: string;
            last_error?: string | null;
            message: components["schemas"]["MessageId"];
            neighbour: string;
            next_at: components["schemas"]["Instant"];
            /** @description The order that it tells of, if it tells of one. */
            order?: components["schemas"]["OrderId"];
            settled_at?: components["schemas"]["Instant"] | null;
            /** @description `held`, `pending`, `delivered` or `refused`. */
            state: string;
        };
        /** @description What became of an operation. Everything but `retry_after` is final and stored. */
        Outcome: {
            /** @enum {string} */
            result: "applied";
            /** Format: int64 */
            stage_rev: number;
        } | {
            /** @enum {string} */
            result: "duplicate";
            stored: components["schemas"]["Outcome"];
        } | {
            reason: components["schemas"]["LateReason"];
            /** @enum {string} */
            result: "accepted_late";
        } | {
            reason: components["schemas"]["ConflictReason"];
            /** @enum {string} */
            result: "conflict";
        } | {
            reason: components["schemas"]["RefusalReason"];
            /** @enum {string} */
            result: "refused";
        } | {
            /** Format: int64 */
            millis: number;
            /** @enum {string} */
            result: "retry_after";
        };
        /**
         * @description Coordinates of a GeoJSON polygon: rings of at least four positions, longitude before latitude, WGS 84. None at all
         *     for a place whose outline is not known.
         * @example [
         *       [
         *         [
         *           118.1,
         *           39.5
         *         ],
         *         [
         *           118.2,
         *           39.5
         *         ],
         *         [
         *           118.2,
         *           39.6
         *         ],
         *         [
         *           118.1,
         *           39.5
         *         ]
         *       ]
         *     ]
         */
        Outline: number[][][];
        /** @description A reason that may be given now. */
        OverdueReasonView: {
            code: string;
            name: components["schemas"]["Text"];
            note_required: boolean;
        };
        /** @description One page of a list. */
        Page_AccountView: {
            items: {
                locked_until?: components["schemas"]["Instant"] | null;
                login: string;
                name: string;
                person: components["schemas"]["PersonId"];
                state: components["schemas"]["AccountState"];
            }[];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_AreaView: {
            items: {
                area: components["schemas"]["AreaId"];
                code: string;
                grid: components["schemas"]["GridId"];
                name: string;
            }[];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_AuthorisationEntry: {
            items: (components["schemas"]["AuthorisationView"] & {
                address?: string | null;
                /** @description What forbids the command now. */
                blocks: components["schemas"]["BlockNamed"][];
                /** @description Whose supply it is, masked; none of an order that is over, or that the caller may not open. */
                customer_name?: string | null;
                executor: components["schemas"]["PersonId"];
                executor_name: string;
                facts?: components["schemas"]["StopFacts"] | null;
                /**
                 * @description How the meter's keys stood when somebody last said so: `unknown`, `public`, `private` or `half_updated`; none of a
                 *     meter that is gone.
                 */
                keys?: string | null;
                keys_told_at?: components["schemas"]["Instant"] | null;
                /** @description The caller may give leave or refuse it. */
                may_decide: boolean;
                /** @description The caller may open the order. */
                may_open_order: boolean;
                /** @description Given, it goes to the terminal at once, is good there without a network, and cannot be taken back. */
                travels: boolean;
            })[];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_CardView: {
            items: {
                card: components["schemas"]["CardId"];
                issued_at: components["schemas"]["Instant"];
                /** @description What it is for. */
                kind: components["schemas"]["CardKind"];
                person: components["schemas"]["PersonId"];
                revoked: boolean;
                /** @description The number printed on it. */
                serial: string;
            }[];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_GridView: {
            items: {
                backup?: components["schemas"]["PersonId"] | null;
                code: string;
                grid: components["schemas"]["GridId"];
                name: string;
                primary?: components["schemas"]["PersonId"] | null;
                station: components["schemas"]["StationId"];
            }[];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_InquiryView: {
            items: {
                /** @description By the clock of where it was made. */
                at: components["schemas"]["Instant"];
                customer_no: components["schemas"]["CustomerNo"];
                /** @description The customer was in his scope when the platform heard of it. */
                in_scope: boolean;
                inquiry: components["schemas"]["InquiryId"];
                note?: string | null;
                person: components["schemas"]["PersonId"];
                person_name: string;
                /** @description A code of the list of reasons; `desk` where the note says it in words. */
                reason: string;
                received_at: components["schemas"]["Instant"];
                staff_no: string;
                terminal?: components["schemas"]["TerminalId"] | null;
            }[];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_MeterView: {
            items: {
                area_code?: string | null;
                asset_no?: components["schemas"]["AssetNo"] | null;
                comm_address: components["schemas"]["CommAddress"];
                customer_no?: components["schemas"]["CustomerNo"] | null;
                /** @description `unknown`, `public`, `private` or `half_updated`. */
                keys: string;
                keys_told_at?: components["schemas"]["Instant"] | null;
                meter_no: components["schemas"]["MeterNo"];
                /** Format: int32 */
                phases: number;
                /** @description `dlt645`, `dlt698` or `unknown`. */
                protocol: string;
            }[];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_MeterWorkLine: {
            items: {
                authorisation?: components["schemas"]["AuthorisationId"] | null;
                comm_address?: components["schemas"]["CommAddress"] | null;
                command: components["schemas"]["MeterCommand"];
                /** @description The caller may open the order. */
                may_open_order: boolean;
                oddities: components["schemas"]["Oddity"][];
                order?: components["schemas"]["OrderId"] | null;
                order_no?: components["schemas"]["OrderNo"] | null;
                outcome: components["schemas"]["MeterOutcome"];
                person: components["schemas"]["PersonId"];
                person_name: string;
                received_at: components["schemas"]["Instant"];
                started_at: components["schemas"]["Instant"];
                terminal: components["schemas"]["TerminalId"];
                /** @description It ended unknown, and nobody has looked since at what it would have changed. */
                unverified: boolean;
                work: components["schemas"]["MeterWorkId"];
            }[];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_PersonView: {
            items: {
                /** @description Still works here. */
                active: boolean;
                /** @description Masked: `154****1234`. */
                mobile: string;
                name: string;
                person: components["schemas"]["PersonId"];
                roles: components["schemas"]["Role"][];
                /** @description 工号 */
                staff_no: string;
                station?: components["schemas"]["StationId"] | null;
            }[];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_StationView: {
            items: {
                code: string;
                county: string;
                /** Format: int64 */
                lat_e7: number;
                /**
                 * Format: int64
                 * @description 10⁻⁷ degree.
                 */
                lon_e7: number;
                name: string;
                /** @description Where it lies, for the time limits; `*` where nobody has said. */
                region: string;
                station: components["schemas"]["StationId"];
            }[];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_TerminalView: {
            items: {
                enrolled_at: components["schemas"]["Instant"];
                last_seen?: components["schemas"]["Instant"] | null;
                name: string;
                release_no: string;
                /** @description `active`, `locked`, `lost` */
                state: string;
                station?: components["schemas"]["StationId"] | null;
                terminal: components["schemas"]["TerminalId"];
            }[];
            /** @description Goes back in as `after`; none on the last page. */
            next?: string | null;
        };
        /** @description A parameter before and after, as it travels, hex. */
        ParameterChange: {
            after?: string | null;
            before?: string | null;
            /** @description The protocol's own identifier: DI3 to DI0, or an OAD. */
            identifier: string;
            wanted: string;
        };
        /** @description What a parameter is before it is set, as its executor has read it at the meter; who approves sees from what it goes to what. */
        ParameterPresent: {
            read_at: components["schemas"]["Instant"];
            /** @description Hex, written as the value that leave is asked for; none where the meter has no such thing. */
            value?: string | null;
            /** @description The look that read it; its record tells the same. */
            work: components["schemas"]["MeterWorkId"];
        };
        /** @description A parameter as it was found, hex as it travels. */
        ParameterRead: {
            /** @description As that of a [`ParameterChange`]. */
            identifier: string;
            /** @description None where the meter has no such thing. */
            value?: string | null;
        };
        /**
         * Format: password
         * @description A password as it was typed; never printed, wiped when dropped.
         * @example correct horse battery
         */
        Password: string;
        PerformRequest: {
            order: components["schemas"]["OrderId"];
            stage: components["schemas"]["StageId"];
            to?: components["schemas"]["Recipient"] | null;
            /** @description The stage's form, filled in. */
            values: Record<string, never>;
        };
        Performed: {
            order: components["schemas"]["OrderId"];
            /** Format: int64 */
            rev: number;
        };
        /**
         * @description A member of staff with exactly the roles that he has.
         * @example {
         *       "mobile": "15400000007",
         *       "name": "王建国",
         *       "roles": [
         *         "area_manager"
         *       ],
         *       "staff_no": "13020007",
         *       "station": "130224001"
         *     }
         */
        Person: {
            active?: boolean;
            mobile: string;
            name: string;
            roles: components["schemas"]["Role"][];
            /** @description 工号 */
            staff_no: string;
            /** @description Code of his station; none for who works for the company as a whole. */
            station?: string | null;
        };
        /**
         * Format: uuid
         * @description A member of staff.
         */
        PersonId: string;
        /**
         * @description How much one person takes.
         * @example {
         *       "most_in_hand": 6,
         *       "person": "019a0000-0000-7000-8000-000000000099"
         *     }
         */
        PersonLimit: {
            /**
             * Format: int32
             * @description 1 to 1,000; as his station says if none.
             */
            most_in_hand?: number | null;
            person: components["schemas"]["PersonId"];
        };
        /** @description What somebody has in hand, in stages; the rounds of one are one. */
        PersonLoadView: {
            /**
             * Format: int64
             * @description Due within a day.
             */
            due_soon: number;
            /**
             * Format: int32
             * @description As many as the rules give him (在手上限); no limit if none.
             */
            most_in_hand?: number | null;
            /** Format: int64 */
            open: number;
            /** Format: int64 */
            overdue: number;
            person: components["schemas"]["PersonId"];
        };
        /** @description A member of staff. */
        PersonView: {
            /** @description Still works here. */
            active: boolean;
            /** @description Masked: `154****1234`. */
            mobile: string;
            name: string;
            person: components["schemas"]["PersonId"];
            roles: components["schemas"]["Role"][];
            /** @description 工号 */
            staff_no: string;
            station?: components["schemas"]["StationId"] | null;
        };
        /** @description Which order belongs to which grid. */
        PlaceRequest: {
            grid: components["schemas"]["GridId"];
            order: components["schemas"]["OrderId"];
        };
        /** @description What it is now. */
        Placed: {
            /**
             * Format: int32
             * @description Stages that somebody got by it.
             */
            dispatched: number;
            order: components["schemas"]["OrderId"];
            /** Format: int64 */
            rev: number;
        };
        /** @description A meter, and the order by which it is the worker's matter. */
        PortOfMeter: {
            comm_address: components["schemas"]["CommAddress"];
            order: components["schemas"]["OrderId"];
        };
        /** @description What the key machine made: good for the day, also without a network, for reading only. */
        PortOpening: {
            comm_address: components["schemas"]["CommAddress"];
            /** @description As the security unit reads it; nothing between the two does. None where the company has no key machine. */
            material?: unknown;
            /** @description It is over from then on. */
            not_after: components["schemas"]["Instant"];
        };
        /** @description Why one of the ports stays shut. */
        PortRefused: {
            /** @description Asking again may bring it. */
            again: boolean;
            /** @description The code of the problem that it would be by itself. */
            code: string;
            comm_address: components["schemas"]["CommAddress"];
            detail: string;
        };
        /**
         * @description `POST /sync/v1/ports`: a worker asks for what opens the ports of his orders' meters.
         * @example {
         *       "meters": [
         *         {
         *           "comm_address": "000000000161",
         *           "order": "0198c0de-0000-7000-8000-000000000001"
         *         }
         *       ],
         *       "unit": "1111111111111111"
         *     }
         */
        PortsAsked: {
            /** @description One to [`PORTS_MAX`]. */
            meters: components["schemas"]["PortOfMeter"][];
            /** @description The security unit at the meters, which the material is made for. */
            unit: string;
        };
        /** @description What came of it, meter by meter. */
        PortsOpened: {
            opened: components["schemas"]["PortOpening"][];
            refused: components["schemas"]["PortRefused"][];
        };
        /** @description A place on the map, 10⁻⁷ degree. */
        Position: {
            /** Format: int64 */
            lat_e7: number;
            /** Format: int64 */
            lon_e7: number;
        };
        /**
         * @description What told the position; the words of the forms.
         * @enum {string}
         */
        PositionSource: "gnss" | "network" | "manual";
        /** @description A stage as it would be handed in. */
        PreviewNextRequest: {
            order: components["schemas"]["OrderId"];
            stage: components["schemas"]["StageId"];
            /** @description The stage's form as far as it is filled in; its outcome decides the way. */
            values: Record<string, never>;
        };
        /** @description The body of a problem. */
        ProblemBody: {
            code: string;
            /** @description What the caller quotes to whoever looks for it in the logs. */
            correlation?: components["schemas"]["CorrelationId"];
            detail: string;
            more?: unknown;
            next_step: string;
            /** Format: int32 */
            status: number;
            title: string;
            /** @description `/problems/<code>` */
            type: string;
        };
        ProcessFiles: {
            /** @description Path to text. */
            files: Record<string, never>;
            hash: components["schemas"]["Digest"];
            process: string;
            /** Format: int32 */
            version: number;
        };
        ProcessLine: {
            /** @description New orders start with this version. */
            active: boolean;
            deployed_at: components["schemas"]["Instant"];
            deployed_by: components["schemas"]["PersonId"];
            hash: components["schemas"]["Digest"];
            process: string;
            /** Format: int32 */
            version: number;
        };
        ProcessList: {
            items: components["schemas"]["ProcessLine"][];
            next?: components["schemas"]["Instant"] | null;
        };
        /**
         * @description A card's public key: a point of P-256, compressed as SEC1 says (33 bytes), written in
         *     hexadecimal.
         */
        PublicKey: string;
        /**
         * @description The reason for a command, for the audit.
         * @example {
         *       "reason": "终端在现场丢失"
         *     }
         */
        Reason: {
            /** @description 2 to 500 characters. */
            reason: string;
        };
        /** @description Operations and files of one outbox that the platform holds on disk. */
        Receipts: {
            attachments: components["schemas"]["AttachmentReceipt"][];
            epoch: components["schemas"]["Epoch"];
            /** @description There are more behind the last ones. */
            more?: boolean;
            operations: components["schemas"]["OperationReceipt"][];
        };
        /** @description The role or the person that the next stage goes to. */
        Recipient: {
            role: components["schemas"]["Role"];
        } | {
            person: components["schemas"]["PersonId"];
        };
        /**
         * @description Why an operation was not taken.
         * @enum {string}
         */
        RefusalReason: "op_id_reused" | "unknown_order" | "unknown_stage" | "bundle_mismatch" | "form_invalid" | "file_unannounced" | "recipient_invalid" | "signature_invalid" | "second_person_invalid" | "never_replayed" | "process_stuck" | "malformed" | "unknown";
        /**
         * @description Which energy a register counts: all of it, or that of one price period.
         * @enum {string}
         */
        Register: "total" | "sharp" | "peak" | "flat" | "valley" | "export_total";
        /**
         * @description A relay (继电器) as the meter says it stands.
         * @enum {string}
         */
        RelayState: "closed" | "open";
        /** @description `POST /sync/v1/authorisations/release`: the moment of action. */
        Release: {
            authorisation: components["schemas"]["AuthorisationId"];
            business_card?: components["schemas"]["CardId"] | null;
            /** @description The security unit at the meter, which the material is made for; a terminal without one gets none. */
            unit?: string | null;
        };
        /** @description The signed form, now that nothing forbids the command. */
        Released: {
            /** @description Platform time, for the terminal's clock. */
            now: components["schemas"]["Instant"];
            signed: components["schemas"]["SignedAuthorisation"];
        };
        /** @description After a restore the terminal offers what it still holds: ids and digests, not bodies. */
        Reoffer: {
            attachments: [
                string,
                string
            ][];
            operations: [
                string,
                string
            ][];
            outbox: components["schemas"]["OutboxId"];
        };
        /** @description What of it the platform lacks. */
        ReofferAnswer: {
            attachments: components["schemas"]["AttachmentId"][];
            epoch: components["schemas"]["Epoch"];
            operations: components["schemas"]["OperationId"][];
        };
        /** @enum {string} */
        Resolution: "keep" | "merge" | "return" | "done" | "retry";
        ResolveRequest: {
            item: components["schemas"]["OfficeItemId"];
            /** @description Why; the worker reads it when work is returned. */
            remark: string;
            resolution: components["schemas"]["Resolution"];
        };
        Resolved: {
            item: components["schemas"]["OfficeItemId"];
            state: string;
        };
        /** @description Which order. */
        ResumeRequest: {
            order: components["schemas"]["OrderId"];
        };
        /**
         * @description What a person may be in a station or company; one person may hold several.
         * @enum {string}
         */
        Role: "area_manager" | "meter_installer" | "usage_inspector" | "acq_maintainer" | "counter_clerk" | "back_office_clerk" | "dispatcher" | "station_head" | "app_admin" | "security_officer" | "monitor_operator" | "administrator";
        /**
         * @description A signed root: keep it outside the company's reach, and nobody can rewrite what was before it.
         * @example {
         *       "at": 1780000000000000,
         *       "chains": 1204,
         *       "key": "03b1…",
         *       "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "signature": "30aa…"
         *     }
         */
        RootView: {
            /** @description The chains are those of this time. */
            at: components["schemas"]["Instant"];
            /**
             * Format: int64
             * @description How many chains there were.
             */
            chains: number;
            /** @description The platform's public key: SEC1, compressed, hex. */
            key: string;
            /** @description Merkle root over the ends of all chains, by name. */
            root: components["schemas"]["Digest"];
            /** @description ECDSA P-256 with SHA-256 over `ronghe/audit-root/v1` 0x00, organisation, time, number, root; hex. */
            signature: string;
        };
        /** @description Degrees of WGS 84, to three decimals. */
        RoughPosition: {
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
        };
        /** @description One of the rounds in which a part of the process is gone through. */
        Round: {
            /**
             * Format: int32
             * @description What the rounds that were begun together have in common, and no others.
             */
            of: number;
            /** @description What it sees of its own: its number as `loopCounter`, and its item under the name that the process gives it. */
            sees: Record<string, never>;
        };
        /** @description The rounds of a stage that were begun together. */
        RoundsView: {
            /** Format: int32 */
            all: number;
            /** Format: int32 */
            done: number;
            /**
             * Format: int32
             * @description As the stages' rounds say it.
             */
            of: number;
        };
        /** @description It is written. */
        RulesKept: {
            /** @description It differs from what was there before. */
            changed: boolean;
        };
        /**
         * @description How many entities a scope has, and the sum of their hashes: order does not matter, and one entity is added or taken
         *     away without looking at the others.
         */
        ScopeDigest: {
            /** Format: int64 */
            count: number;
            /**
             * @description Sum of the first 62 bits of SHA-256(kind, id, rev), modulo 2⁶², written as hexadecimal. Two bits are given up so
             *     that a database can add two of them in a signed 64-bit integer.
             */
            sum: string;
        };
        /** @description A seal (封印) that should be in its place. */
        SealRecord: {
            applied_at: components["schemas"]["Instant"];
            place: string;
            seal_no: string;
        };
        /**
         * @description Operations that were sealed to the company's recovery key.
         * @example {
         *       "items": []
         *     }
         */
        SealedBatch: {
            items: components["schemas"]["SealedItem"][];
        };
        /** @description One sealed operation. */
        SealedItem: {
            id: components["schemas"]["OperationId"];
            /** @description Base64. */
            sealed: string;
        };
        /** @description One result for each item, in the same order. */
        SealedResults: {
            results: components["schemas"]["Taken"][];
        };
        /** @description Back to where, and what is wrong there. */
        SendBackRequest: {
            /** @description Names of the fields that are wrong, in the form of that stage. */
            fields?: string[];
            order: components["schemas"]["OrderId"];
            reason: string;
            /** @description The element of a stage that was completed on the path of this order. */
            to: string;
        };
        /** @description Why a stage was sent back. */
        SentBack: {
            /** @description The fields that are wrong, by their names in the form. */
            fields?: string[];
            reason: string;
        };
        /** @description A session that has begun. */
        SessionAnswer: {
            expires_at: components["schemas"]["Instant"];
            lease?: components["schemas"]["Lease"] | null;
            /** @description Platform time, for the terminal's clock offset. */
            now: components["schemas"]["Instant"];
            person?: components["schemas"]["SessionPerson"] | null;
            session: components["schemas"]["SessionId"];
            /** @description Goes into `Authorization: Bearer`. */
            token: string;
        };
        /**
         * Format: uuid
         * @description A person's signed-in time, at the console or on a terminal.
         */
        SessionId: string;
        /** @description Who was signed in. */
        SessionPerson: {
            name: string;
            person: components["schemas"]["PersonId"];
            roles: components["schemas"]["Role"][];
            staff_no: string;
        };
        /**
         * @description The answer to a challenge.
         * @example {
         *       "nonce": "0000000000000000000000000000000000000000000000000000000000000000",
         *       "release_no": "0.1.0",
         *       "terminal": "019a0000-0000-7000-8000-000000000005",
         *       "terminal_signature": "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
         *     }
         */
        SessionRequest: {
            card?: components["schemas"]["CardProof"] | null;
            /** @description Hex, from `makeChallenge`. */
            nonce: string;
            release_no: string;
            terminal: components["schemas"]["TerminalId"];
            /** @description The terminal's key over `ronghe/terminal-session/v1` 0x00 nonce. */
            terminal_signature: components["schemas"]["Signature"];
        };
        /**
         * @description Who is signed in.
         * @example {
         *       "csrf": "0f8e…",
         *       "expires_at": 1780043200000000,
         *       "name": "王建国",
         *       "person": "019a0000-0000-7000-8000-000000000001",
         *       "roles": [
         *         "station_head"
         *       ],
         *       "staff_no": "13020001",
         *       "station": "019a0000-0000-7000-8000-000000000002"
         *     }
         */
        SessionView: {
            /** @description Goes into the header `X-Ronghe-Csrf` of everything but GET. */
            csrf: string;
            expires_at: components["schemas"]["Instant"];
            name: string;
            person: components["schemas"]["PersonId"];
            roles: components["schemas"]["Role"][];
            staff_no: string;
            station?: components["schemas"]["StationId"] | null;
        };
        /**
         * @description Name and password.
         * @example {
         *       "login": "wangjianguo",
         *       "password": "correct horse battery"
         *     }
         */
        SignInRequest: {
            login: string;
            password: components["schemas"]["Password"];
        };
        /** @description A signature: r and s, 32 bytes each, written in hexadecimal. */
        Signature: string;
        /** @description An authorisation as it was signed: the text itself, so that whoever checks it checks what was signed. */
        SignedAuthorisation: {
            /** @description The JSON text of an [`Authorisation`]. */
            body: string;
            /** @description ECDSA P-256 over SHA-256 of [`SignedAuthorisation::message`], 64 bytes, base64. */
            signature: string;
        };
        /** @description A body with its purpose and a card's signature over both. */
        SignedStatement: {
            body: string;
            context: components["schemas"]["Context"];
            signature: components["schemas"]["Signature"];
        };
        /** @description The fields of one stage that somebody has typed into. */
        StageDraft: {
            fields: {
                [key: string]: components["schemas"]["DraftField"];
            };
            order: components["schemas"]["OrderId"];
            stage: components["schemas"]["StageId"];
        };
        /**
         * Format: uuid
         * @description A stage of an order (环节): one opening of one element.
         */
        StageId: string;
        /**
         * @description Where a stage stands in the chain of `domain.md` 3.0.
         * @enum {string}
         */
        StageState: "created" | "dispatched" | "signed_in" | "en_route" | "on_site" | "in_progress" | "submitted" | "reviewed" | "sent_back" | "cancelled";
        /** @description One opening of one element of the process. */
        StageView: {
            assignee?: components["schemas"]["PersonId"] | null;
            assignee_name?: string | null;
            carried?: components["schemas"]["Carried"] | null;
            closed_at?: components["schemas"]["Instant"] | null;
            element: string;
            form?: string | null;
            /**
             * Format: int32
             * @description Counts assignments.
             */
            generation: number;
            name: string;
            /** Format: int32 */
            occurrence: number;
            opened_at: components["schemas"]["Instant"];
            /**
             * Format: int32
             * @description Counts the stages of the order as they opened.
             */
            place: number;
            /** @description Why it was given to this person. */
            remark?: string | null;
            /** @description Who may work on it; one of these roles. */
            roles?: components["schemas"]["Role"][];
            round?: components["schemas"]["Round"] | null;
            sent_back?: components["schemas"]["SentBack"] | null;
            stage: components["schemas"]["StageId"];
            /** Format: int64 */
            stage_rev: number;
            state: components["schemas"]["StageState"];
            /** @description Values submitted here, or those that a new occurrence is prefilled with. */
            values?: unknown;
        };
        /** @description Open stages of the orders that can be moved. */
        StagesMoved: {
            /** Format: int64 */
            count: number;
            element: string;
            /** @description The element of the new version. */
            target: string;
        };
        /** @description Stages that stay where they are for the same reason. */
        StagesThatKeep: {
            /** Format: int64 */
            count: number;
            example?: components["schemas"]["OrderNo"] | null;
            why: components["schemas"]["StaysFor"];
            with: {
                [key: string]: number;
            };
        };
        /** @description Stages that could not be handed over for the same reason. */
        StagesThatStay: {
            /** Format: int64 */
            count: number;
            /** @description The order of one of them. */
            example: components["schemas"]["OrderNo"];
            reason: string;
        };
        /**
         * @description A supply station (供电所).
         * @example {
         *       "code": "130224001",
         *       "county": "滦南县",
         *       "lat_e7": 395200000,
         *       "lon_e7": 1186700000,
         *       "name": "倴城供电所",
         *       "region": "130224-rural"
         *     }
         */
        Station: {
            code: string;
            county: string;
            /** Format: int64 */
            lat_e7: number;
            /**
             * Format: int64
             * @description 10⁻⁷ degree.
             */
            lon_e7: number;
            name: string;
            /** @description Where it lies, for the time limits: `130224` (行政区划代码), `urban`, `rural`, `remote`, `130224-rural`, or `*`. */
            region?: string;
        };
        /**
         * Format: uuid
         * @description A supply station (供电所).
         */
        StationId: string;
        /**
         * @description By which rules a station's work is dispatched (派工规则).
         * @example {
         *       "most_in_hand": 12,
         *       "places_itself": false,
         *       "sign_in_minutes": 30,
         *       "station": "019a0000-0000-7000-8000-000000000001"
         *     }
         */
        StationRules: {
            /**
             * Format: int32
             * @description Open stages that one person is given by the rules (在手上限), 1 to 1,000; no limit if none.
             */
            most_in_hand?: number | null;
            /** @description An order with a position and no known area goes to the nearest grid without being asked; else that is proposed. */
            places_itself?: boolean;
            /**
             * Format: int32
             * @description What was delivered and is not signed in after so many minutes, 5 to 10,080, goes to somebody else; never if none.
             */
            sign_in_minutes?: number | null;
            station: components["schemas"]["StationId"];
        };
        /** @description A supply station (供电所). */
        StationView: {
            code: string;
            county: string;
            /** Format: int64 */
            lat_e7: number;
            /**
             * Format: int64
             * @description 10⁻⁷ degree.
             */
            lon_e7: number;
            name: string;
            /** @description Where it lies, for the time limits; `*` where nobody has said. */
            region: string;
            station: components["schemas"]["StationId"];
        };
        /**
         * @description Why a stage stays with whoever has it.
         * @enum {string}
         */
        StaysFor: "begun" | "his_anyway" | "process" | "nobody_else";
        /** @description What it is now. */
        Steered: {
            order: components["schemas"]["OrderId"];
            /** Format: int64 */
            rev: number;
            state: components["schemas"]["OrderState"];
        };
        /**
         * Format: uuid
         * @description A time in which nobody's supply is stopped (禁停时段).
         */
        StopBanId: string;
        /** @description Which ban it is. */
        StopBanKept: {
            ban: components["schemas"]["StopBanId"];
        };
        /** @description Those that are not over. */
        StopBanList: {
            items: components["schemas"]["StopBanView"][];
        };
        /** @description A time in which nobody's supply is stopped. */
        StopBanView: {
            ban: components["schemas"]["StopBanId"];
            from: components["schemas"]["Instant"];
            reason: string;
            station?: components["schemas"]["StationId"] | null;
            until: components["schemas"]["Instant"];
        };
        /** @description What is known of a customer, his meter and the day when the question is asked. */
        StopFacts: {
            /**
             * Format: int64
             * @description Of the marketing system's newest record; none where it knows of no arrears.
             */
            arrears_fen?: number | null;
            /** @description It is agreed that he gets it back without a word. */
            auto_restore: boolean;
            /**
             * Format: int64
             * @description Of a customer under fee control.
             */
            balance_fen?: number | null;
            /** @description Why the office has announced that nobody is stopped now. */
            bans: string[];
            /** @description Sudden supply may injure or damage: the customer is contacted before he is given it back. */
            confirmed_restore: boolean;
            /** @description He was, and agreed. */
            contacted: boolean;
            /** @description 重要客户 */
            critical: boolean;
            /** @description Today, or tomorrow, is not worked. */
            day_off: boolean;
            /** @description A complaint or a disputed bill is open. */
            disputed: boolean;
            failed_at?: components["schemas"]["Instant"] | null;
            /** @description 保电 */
            guard_on: boolean;
            life_support: boolean;
            notice_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: int64
             * @description How much that was.
             */
            paid_fen?: number | null;
            /** @description Of the payment that the order was told of. */
            receipt_no?: string | null;
            /**
             * Format: int64
             * @description How much is to be written into the meter's purse.
             */
            recharge_fen?: number | null;
            /** @description The company does not have money written into meters on site. */
            recharge_off: boolean;
            second_notice_at?: components["schemas"]["Instant"] | null;
            /** @description Nobody knows the customer: nothing of the rest is known. */
            unknown_customer: boolean;
            unreported_at?: components["schemas"]["Instant"] | null;
            /** @description A work at this meter was cut off, and nobody has verified it since. */
            unverified: boolean;
        };
        StoryEntry: {
            actor: string;
            at: components["schemas"]["Instant"];
            body: Record<string, never>;
            correlation: components["schemas"]["CorrelationId"];
            hash: components["schemas"]["Digest"];
            kind: string;
            /** Format: int64 */
            n: number;
            received_at: components["schemas"]["Instant"];
        };
        /** @description Why, and what proves it. */
        SuspendRequest: {
            order: components["schemas"]["OrderId"];
            /** @description What proves it: the number of a paper, who called when. */
            proof: string;
            /** @description A reason of the deadline policies, such as `customer_postponed`, pauses their clocks; any other text pauses none. */
            reason: string;
        };
        /** @description Whether the platform holds the operation now. */
        Taken: {
            id: components["schemas"]["OperationId"];
            /** @description If not, the terminal keeps it and tries again. */
            taken: boolean;
        };
        /** @description Somebody whom the next stage may be given to. */
        TakerView: {
            away_until?: components["schemas"]["Instant"] | null;
            name: string;
            person: components["schemas"]["PersonId"];
            roles: components["schemas"]["Role"][];
            staff_no: string;
        };
        /** @description The meter that a command is for. */
        TargetMeter: {
            asset_no?: components["schemas"]["AssetNo"] | null;
            /** @description What the meter must answer with when it is asked for its address. */
            comm_address: components["schemas"]["CommAddress"];
            /** @description What its keys are diversified by (表号). */
            meter_no: components["schemas"]["MeterNo"];
        };
        /** @description What a line comes to. */
        TaskAnswer: {
            order: components["schemas"]["OrderId"];
            /** @enum {string} */
            outcome: "applied";
        } | {
            order: components["schemas"]["OrderId"];
            /** @enum {string} */
            outcome: "known";
        } | {
            order: components["schemas"]["OrderId"];
            /** @enum {string} */
            outcome: "order_over";
        } | {
            first: unknown;
            /** @enum {string} */
            outcome: "duplicate";
        } | {
            /** @enum {string} */
            outcome: "conflict";
        } | {
            /** @enum {string} */
            outcome: "refused";
            reason: string;
            word: components["schemas"]["TaskRefusal"];
        };
        /** @description One task, as the acquisition system sends it. */
        TaskMessage: {
            /** @description When it happened there. */
            at: components["schemas"]["Instant"];
            comm_address?: components["schemas"]["CommAddress"] | null;
            /** Format: int32 */
            days_without_reading?: number | null;
            kind: components["schemas"]["TaskMessageKind"];
            reason?: components["schemas"]["TaskReason"] | null;
            /** @description What the worker is told besides; why it is called off. At most 200 characters. */
            remark?: string | null;
            /** @description With the version it makes the task the same task. */
            task_no: components["schemas"]["OrderNo"];
            valid_until?: components["schemas"]["Instant"] | null;
            /** Format: int64 */
            version: number;
            work?: components["schemas"]["TaskWork"] | null;
        };
        /** @enum {string} */
        TaskMessageKind: "new" | "cancel";
        /** @enum {string} */
        TaskReason: "no_reading_for_days" | "reading_jump" | "clock_off" | "event_reported" | "other";
        /**
         * @description Why a line is not taken.
         * @enum {string}
         */
        TaskRefusal: "malformed" | "valid_until_passed" | "valid_until_too_far" | "meter_unknown" | "task_unknown" | "number_taken";
        /** @enum {string} */
        TaskWork: "re_read" | "check" | "set_clock";
        /**
         * @description A batch of meter tasks.
         * @example {
         *       "tasks": [
         *         {
         *           "at": 1795307400000000,
         *           "comm_address": "000000000001",
         *           "days_without_reading": 3,
         *           "kind": "new",
         *           "reason": "no_reading_for_days",
         *           "task_no": "CJ202611220001",
         *           "valid_until": 1795566600000000,
         *           "version": 1,
         *           "work": "re_read"
         *         }
         *       ]
         *     }
         */
        TasksMessage: {
            /** @description 1 to 200. Each is read by itself, so that one that cannot be holds up no other. */
            tasks: components["schemas"]["TaskMessage"][];
        };
        /** @description What each line of a batch came to. */
        TasksTaken: {
            /** @description In the order of the lines. */
            answers: components["schemas"]["TaskAnswer"][];
            /** @description That all lines were answered, each by itself. */
            outcome: string;
        };
        /**
         * Format: uuid
         * @description A field terminal (终端).
         */
        TerminalId: string;
        /**
         * @description A terminal.
         * @example {
         *       "enrolled_at": 1780000000000000,
         *       "last_seen": 1780000600000000,
         *       "name": "倴城-03",
         *       "release_no": "0.1.0",
         *       "state": "active",
         *       "station": "019a0000-0000-7000-8000-000000000002",
         *       "terminal": "019a0000-0000-7000-8000-000000000005"
         *     }
         */
        TerminalView: {
            enrolled_at: components["schemas"]["Instant"];
            last_seen?: components["schemas"]["Instant"] | null;
            name: string;
            release_no: string;
            /** @description `active`, `locked`, `lost` */
            state: string;
            station?: components["schemas"]["StationId"] | null;
            terminal: components["schemas"]["TerminalId"];
        };
        /** @description Why it ends. */
        TerminateRequest: {
            order: components["schemas"]["OrderId"];
            reason: string;
        };
        /** @description A text that people see: Chinese first, English second. */
        Text: {
            en: string;
            zh: string;
        };
        /**
         * @description What unlocks the card, with a new PIN, on the terminal.
         * @example {
         *       "unlock_code": "12345678901234567890"
         *     }
         */
        UnlockCodeView: {
            /** @description Twenty digits. */
            unlock_code: string;
        };
        UnmaskRequest: {
            /** @description Why the data are needed in full. */
            reason: string;
        };
        /** @description What is urged, and why. */
        UrgeRequest: {
            order: components["schemas"]["OrderId"];
            /** @description What they are told beside; may be empty. */
            reason?: string;
        };
        /**
         * @description A certificate counts no more (吊销).
         * @example {
         *       "certificate": "019a0000-0000-7000-8000-000000000099",
         *       "reason": "证书作废"
         *     }
         */
        Withdrawal: {
            certificate: components["schemas"]["CertificateId"];
            reason: string;
        };
        /** @description A work in a line: no frames, no cards, no customer. */
        WorkAtMeter: {
            command: components["schemas"]["MeterCommand"];
            ended_at: components["schemas"]["Instant"];
            outcome: components["schemas"]["MeterOutcome"];
            /** @description Name of whoever did it. */
            performer: string;
            readings?: components["schemas"]["MeterReadings"] | null;
            reason?: string | null;
            relay_after?: components["schemas"]["RelayState"] | null;
            relay_before?: components["schemas"]["RelayState"] | null;
            started_at: components["schemas"]["Instant"];
            work: components["schemas"]["MeterWorkId"];
        };
        /** @description Where the terminal was, as the browser said it: a form's position (`values.schema.json`). */
        WorkPosition: {
            /**
             * Format: int32
             * @description Radius of 68 %, rounded up.
             */
            accuracy_m: number;
            at: components["schemas"]["Instant"];
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
            source: components["schemas"]["PositionSource"];
        };
        /** @description The years whose holidays are known; a due date in any other year is counted by weekends alone and may move. */
        WorkingDayCalendar: {
            years: components["schemas"]["KnownYear"][];
        };
        /** @description `GET /sync/v1/meters/{comm_address}/works`, the newest first. */
        WorksAtMeter: {
            works: components["schemas"]["WorkAtMeter"][];
        };
        /** @description How many were written because they were new or had changed. */
        Written: {
            /** Format: int32 */
            areas: number;
            /** Format: int32 */
            grids: number;
            /** Format: int32 */
            people: number;
            /** Format: int32 */
            stations: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAbsences: {
        parameters: {
            query?: {
                station?: components["schemas"]["StationId"];
                /** @description From now on, if it says nothing. */
                from?: components["schemas"]["Instant"];
                /** @description Without end, if it says nothing. */
                until?: components["schemas"]["Instant"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Absences"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    addAbsence: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAbsence"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AbsenceKept"];
                };
            };
            /** @description another station's people */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    cancelAbsence: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelAbsence"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AbsenceKept"];
                };
            };
            /** @description another station's people */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description it is not there */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: string;
                /** @description Items, at most; 100 unless told, never more than 500. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AccountView"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountCreated"];
                };
            };
            /** @description only administrators */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description the name is taken, or the person has one */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    disableAccount: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                /** @example lixiuying */
                login: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description disabled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description only administrators */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description the caller's own */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                /** @example lixiuying */
                login: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description only administrators */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description the password breaks the rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listAreas: {
        parameters: {
            query?: {
                station?: components["schemas"]["StationId"];
                /** @description `next` of the page before. */
                after?: string;
                /** @description Items, at most; 100 unless told, never more than 500. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AreaView"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    putArea: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                /** @example 0130224001 */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Area"];
            };
        };
        responses: {
            /** @description 1 if it was new or had changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description only administrators */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    readAreaHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example A1 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AreaHistory"];
                };
            };
            /** @description another station's area */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description there is no such area */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    readNewestAuditRoot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RootView"];
                };
            };
            /** @description only security officers */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description nothing has been signed yet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    readAuditChain: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: string;
                /** @description Items, at most; 100 unless told, never more than 500. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description for example `terminal:<id>`
                 * @example organisation
                 */
                chain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChainPage"];
                };
            };
            /** @description only security officers */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listAuthorisations: {
        parameters: {
            query?: {
                /** @description `requested` unless told otherwise. */
                state?: components["schemas"]["AuthorisationState"];
                /** @description Of one order, in whatever state, in the order in which they were asked for. */
                order?: string;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Authorisations, at most; 20 unless told, never more than 50. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuthorisationEntry"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    approveAuthorisation: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthorisationNamed"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorisationDecided"];
                };
            };
            /** @description another's to decide, or the executor's own */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description it stands otherwise, or what forbids it: `more.blocks` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description the key authority says nothing: `more.retry_after` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    refuseAuthorisation: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthorisationRefused"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorisationDecided"];
                };
            };
            /** @description another's to decide, or the executor's own */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description it stands otherwise, or what forbids it: `more.blocks` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    withdrawAuthorisation: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthorisationRefused"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorisationDecided"];
                };
            };
            /** @description another's to decide, or the executor's own */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description it stands otherwise, or what forbids it: `more.blocks` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    readCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkingDayCalendar"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    putCalendarYear: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                /** @example 2027 */
                year: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HolidayNotice"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarYearWritten"];
                };
            };
            /** @description only administrators */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description which day cannot be */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listCards: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: string;
                /** @description Items, at most; 100 unless told, never more than 500. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CardView"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    issueCard: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCard"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardIssued"];
                };
            };
            /** @description only security officers */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description card or serial number is registered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    revokeCard: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                card: components["schemas"]["CardId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description only security officers */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unlockCard: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                card: components["schemas"]["CardId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnlockCodeView"];
                };
            };
            /** @description only security officers */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description the card is revoked */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    putCertificateKind: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                /** @example low_voltage_electrician */
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CertificateKind"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindWritten"];
                };
            };
            /** @description only administrators */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listCertificates: {
        parameters: {
            query?: {
                station?: components["schemas"]["StationId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificates"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    addCertificate: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCertificate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateKept"];
                };
            };
            /** @description another station's people */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    extendCertificate: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Extension"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateKept"];
                };
            };
            /** @description another station's people */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description it is not there */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    withdrawCertificate: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Withdrawal"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateKept"];
                };
            };
            /** @description another station's people */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description it is not there */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /**
                 * @description The beginning of a customer number, asset number or communication address, 2 characters at least; for those who
                 *     may see them, also of a name, or a whole mobile number.
                 */
                search?: string;
                /** @description His own station's unless he sees others. */
                station?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description the text is too short */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    readCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1302000101 */
                customer_no: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerFile"];
                };
            };
            /** @description another station's */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unmaskCustomer: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                /** @example 1302000101 */
                customer_no: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerFile"];
                };
            };
            /** @description another station's */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listCutOvers: {
        parameters: {
            query?: {
                /** @description Into or out of the grids of one station. */
                station?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CutOvers"];
                };
            };
        };
    };
    planCutOver: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CutOverRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CutOverPlanned"];
                };
            };
        };
    };
    cancelCutOver: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelCutOver"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CutOverPlanned"];
                };
            };
        };
    };
    previewCutOver: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CutOverRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CutOverReport"];
                };
            };
        };
    };
    readLoads: {
        parameters: {
            query?: {
                /** @description Of one station; of all that the caller sees unless told. */
                station?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Loads"];
                };
            };
        };
    };
    putPersonLimit: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonLimit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesKept"];
                };
            };
            /** @description another station's */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listDispatchRules: {
        parameters: {
            query?: {
                station?: components["schemas"]["StationId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DispatchRulesView"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    putDispatchRules: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StationRules"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesKept"];
                };
            };
            /** @description another station's */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listDuties: {
        parameters: {
            query?: {
                station?: components["schemas"]["StationId"];
                /** @description From now on, if it says nothing. */
                from?: components["schemas"]["Instant"];
                /** @description Without end, if it says nothing. */
                until?: components["schemas"]["Instant"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duties"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    addDuty: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDuty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutiesKept"];
                };
            };
            /** @description another station's people */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description there is no such person or duty */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description he is away then, or on such a duty already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    cancelDuty: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelDuty"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutiesKept"];
                };
            };
            /** @description another station's people */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description there is no such person or duty */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    copyDuties: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DutyCopy"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutiesKept"];
                };
            };
            /** @description another station's people */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description there is no such person or duty */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    readEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the bytes; `X-Ronghe-Sha256` is what they hash to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the part that `Range` asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description there is no such part */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listGrids: {
        parameters: {
            query?: {
                station?: components["schemas"]["StationId"];
                /** @description `next` of the page before. */
                after?: string;
                /** @description Items, at most; 100 unless told, never more than 500. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_GridView"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    putGrid: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                /** @example 130224001-01 */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Grid"];
            };
        };
        responses: {
            /** @description 1 if it was new or had changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description only administrators */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listInquiries: {
        parameters: {
            query?: {
                /** @description Of one customer. */
                customer_no?: string;
                /** @description By one person. */
                person?: string;
                /** @description For this reason, by its code. */
                reason?: string;
                /** @description Heard of from then on. */
                from?: components["schemas"]["Instant"];
                /** @description And before. */
                before?: components["schemas"]["Instant"];
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Inquiries, at most; 50 unless told, never more than 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InquiryView"];
                };
            };
            /** @description only security officers */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listOfficeItems: {
        parameters: {
            query?: {
                /** @description `open` unless told otherwise; `all` for every state. */
                state?: string;
                /** @description Of one kind only, such as `overdue`. */
                kind?: string;
                /** @description The `next` of the page before. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemList"];
                };
            };
        };
    };
    resolveOfficeItem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resolved"];
                };
            };
        };
    };
    listLimits: {
        parameters: {
            query?: {
                /** @description What they were last told of as: `overdue` unless told otherwise, or `pre_alert`. */
                alert?: string;
                station?: string;
                /** @description The `next` of the page before. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LimitList"];
                };
            };
        };
    };
    readMap: {
        parameters: {
            query?: {
                station?: components["schemas"]["StationId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Map"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    findMeterWorks: {
        parameters: {
            query?: {
                /** @description For the orders of a station, or by its people. */
                station?: string;
                /** @description By one person. */
                person?: string;
                /** @description For one order. */
                order?: string;
                /** @description How the meter's communication address begins: 4 to 12 digits. */
                meter?: string;
                command?: components["schemas"]["MeterCommand"];
                outcome?: components["schemas"]["MeterOutcome"];
                /** @description Those alone that ended unknown and after which nobody has looked. */
                unverified?: boolean;
                /** @description Those alone about which something is odd. */
                odd?: boolean;
                /** @description Begun from then on. */
                from?: components["schemas"]["Instant"];
                /** @description And before. */
                before?: components["schemas"]["Instant"];
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Works, at most; 50 unless told, never more than 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MeterWorkLine"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description the address is no beginning of one */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listBrokenChains: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrokenChains"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    countMeterWorks: {
        parameters: {
            query?: {
                /** @description For the orders of a station, or by its people. */
                station?: string;
                /** @description By one person. */
                person?: string;
                /** @description For one order. */
                order?: string;
                /** @description How the meter's communication address begins: 4 to 12 digits. */
                meter?: string;
                command?: components["schemas"]["MeterCommand"];
                outcome?: components["schemas"]["MeterOutcome"];
                /** @description Those alone that ended unknown and after which nobody has looked. */
                unverified?: boolean;
                /** @description Those alone about which something is odd. */
                odd?: boolean;
                /** @description Begun from then on. */
                from?: components["schemas"]["Instant"];
                /** @description And before. */
                before?: components["schemas"]["Instant"];
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Works, at most; 50 unless told, never more than 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeterWorkCounts"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description the address is no beginning of one */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    readMeterWork: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                work: components["schemas"]["MeterWorkId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeterWorkFile"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listMeters: {
        parameters: {
            query?: {
                /** @description Whose keys stand so: `unknown`, `public`, `private` or `half_updated`. */
                keys?: string;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Meters, at most; 50 unless told, never more than 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MeterView"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listMeterWorks: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Works, at most; 20 unless told, never more than 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @example 000000000001 */
                comm_address: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MeterWorkLine"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                station?: string;
                grid?: string;
                state?: string;
                /** @description The id of a process. */
                process?: string;
                /** @description `overdue`, `soon` (within a day), or a day as `2026-11-29`; open orders only. */
                due?: string;
                /** @description An element of a drawing at which a stage is open. */
                stage?: string;
                /** @description A person who has an open stage. */
                worker?: string;
                flag?: "undispatched" | "evidence" | "urged";
                sort?: "newest" | "due";
                /**
                 * @description The beginning of an order number, customer number, asset number or communication address; for those who may see
                 *     them, also of a customer's name, or a whole mobile number. Goes with `station` and `state` alone; sorted newest first.
                 */
                text?: string;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Orders, at most; 50 unless told, never more than 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderList"];
                };
            };
        };
    };
    exportOrders: {
        parameters: {
            query?: {
                station?: string;
                grid?: string;
                state?: string;
                /** @description The id of a process. */
                process?: string;
                /** @description `overdue`, `soon` (within a day), or a day as `2026-11-29`; open orders only. */
                due?: string;
                /** @description An element of a drawing at which a stage is open. */
                stage?: string;
                /** @description A person who has an open stage. */
                worker?: string;
                flag?: "undispatched" | "evidence" | "urged";
                sort?: "newest" | "due";
                /**
                 * @description The beginning of an order number, customer number, asset number or communication address; for those who may see
                 *     them, also of a customer's name, or a whole mobile number. Goes with `station` and `state` alone; sorted newest first.
                 */
                text?: string;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Orders, at most; 50 unless told, never more than 200. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a workbook: the orders, and who exported what */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                };
            };
        };
    };
    addSigner: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddSignerRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Steered"];
                };
            };
        };
    };
    dispatchOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DispatchRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispatched"];
                };
            };
        };
    };
    explainOverdue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExplainRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explained"];
                };
            };
        };
    };
    readOrderFigures: {
        parameters: {
            query?: {
                /** @description Of one station; of all that the caller sees unless told. */
                station?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderFigures"];
                };
            };
        };
    };
    handOverStages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOverRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandOverReport"];
                };
            };
        };
    };
    performStage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PerformRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Performed"];
                };
            };
        };
    };
    placeOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Placed"];
                };
            };
        };
    };
    previewNext: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewNextRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NextChoice"];
                };
            };
        };
    };
    resumeOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResumeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Steered"];
                };
            };
        };
    };
    sendBackOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendBackRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Steered"];
                };
            };
        };
    };
    suspendOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspendRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Steered"];
                };
            };
        };
    };
    terminateOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TerminateRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Steered"];
                };
            };
        };
    };
    urgeOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UrgeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Steered"];
                };
            };
        };
    };
    readOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderFile"];
                };
            };
        };
    };
    unmaskOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnmaskRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderFile"];
                };
            };
        };
    };
    importOrganisation: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Organisation"];
            };
        };
        responses: {
            /** @description how many were new or had changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description only administrators */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong, by its code */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    readOutbox: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutboxList"];
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query?: {
                station?: components["schemas"]["StationId"];
                /** @description `next` of the page before. */
                after?: string;
                /** @description Items, at most; 100 unless told, never more than 500. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PersonView"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    putPerson: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                /** @example 13020007 */
                staff_no: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Person"];
            };
        };
        responses: {
            /** @description 1 if it was new or had changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description only administrators */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listProcesses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessList"];
                };
            };
        };
    };
    deployProcess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeployRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployed"];
                };
            };
        };
    };
    migrateOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MigrationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MigrationReport"];
                };
            };
        };
    };
    previewMigration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MigrationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MigrationReport"];
                };
            };
        };
    };
    readProcess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hash: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessFiles"];
                };
            };
        };
    };
    activateProcess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hash: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployed"];
                };
            };
        };
    };
    readSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            /** @description with the cookie `ronghe_session` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description name or password is wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description locked for a quarter of an hour */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description too many attempts from this address */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description changed; sign in again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the current password is wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description the new one breaks the rule */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listStations: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: string;
                /** @description Items, at most; 100 unless told, never more than 500. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StationView"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    putStation: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                /** @example 130224001 */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Station"];
            };
        };
        responses: {
            /** @description 1 if it was new or had changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description only administrators */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listStopBans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StopBanList"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    announceStopBan: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStopBan"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StopBanKept"];
                };
            };
            /** @description another station's, or the whole company's */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    liftStopBan: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LiftStopBan"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StopBanKept"];
                };
            };
            /** @description another station's, or the whole company's */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description there is none, or it is over */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    listTerminals: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: string;
                /** @description Items, at most; 100 unless told, never more than 500. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TerminalView"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    makeEnrolmentCode: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTerminal"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentCodeView"];
                };
            };
            /** @description only security officers */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    lockTerminal: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                terminal: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description locked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description only security officers */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    reportTerminalLost: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                terminal: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description reported */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description only security officers */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unlockTerminal: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                terminal: components["schemas"]["TerminalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description unlocked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description only security officers */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    receiveMeters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MetersMessage"];
            };
        };
        responses: {
            /** @description `{outcome, written, superseded}` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description which meter cannot be */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TasksMessage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TasksTaken"];
                };
            };
            /** @description meter tasks cannot be carried out yet; send the batch again */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description no batch of 1 to 200 tasks */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCustomers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersMessage"];
            };
        };
        responses: {
            /** @description `{outcome, written, superseded}` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description more than 2 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description which record cannot be, or which area becomes too large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveNeighbourMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarketingMessage"];
            };
        };
        responses: {
            /** @description `{outcome, order?}` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description its order is not known yet; send it again */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    requestAuthorisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthorisationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorisationView"];
                };
            };
            /** @description not his stage, or not the order's meter */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what forbids it: `more.blocks` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    releaseAuthorisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Release"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Released"];
                };
            };
            /** @description somebody else's */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description what forbids it: `more.blocks`; or the business card is of another kind, or revoked */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description its time has passed, or it was released before */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description the key authority says nothing: `more.retry_after` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    readBundle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hash: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    readCustomerBundle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hash: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerBundle"];
                };
            };
            /** @description another grid's */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description no area has this bundle now */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    keepDrafts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftsKept"];
                };
            };
        };
    };
    syncFeed: {
        parameters: {
            query?: {
                /** @description Where the terminal stands; 0 for a fresh one. */
                cursor?: number;
                /**
                 * @description The newest cursor at which there was no more to send, so that the mirror was whole; 0 if there never was one.
                 *     Only what the terminal had then can be patched.
                 */
                whole_at?: number;
                /** @description Items in the answer, at most; the platform may send fewer. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedPage"];
                };
            };
            /** @description begin again at 0 */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    createFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `Location` says where its bytes go */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    tusOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `Tus-Version`, `Tus-Extension`, `Tus-Max-Size` */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    fetchFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the bytes; `X-Ronghe-Sha256` is what they hash to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description of an order that the person has not in hand */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description it does not travel, or is not here yet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    terminateFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    lookAtFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `Upload-Offset` and `Upload-Length` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    appendToFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `Upload-Offset`: bytes on disk now */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    submitInquiries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InquiryBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InquiriesKept"];
                };
            };
            /** @description more than 200 at once */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    submitMeterWorks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeterWorkBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeterWorksKept"];
                };
            };
            /** @description what no terminal could have recorded */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    lookBackAtMeter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 000000000001 */
                comm_address: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorksAtMeter"];
                };
            };
            /** @description nothing in his hands names the meter */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    submitOperations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperationBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationResults"];
                };
            };
        };
    };
    openPorts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PortsAsked"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortsOpened"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description no meters, or more than 50 */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    receipts: {
        parameters: {
            query: {
                outbox: string;
                /** @description Operations behind this place of the queue; all of them where it is not said. */
                after_n?: number;
                /** @description Files from this id on, itself included, in the order of their ids; all of them where it is not said. */
                from_attachment?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipts"];
                };
            };
        };
    };
    reoffer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reoffer"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReofferAnswer"];
                };
            };
        };
    };
    makeChallenge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChallengeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Challenge"];
                };
            };
            /** @description no such terminal is enrolled */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description too many attempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    enrolTerminal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolled"];
                };
            };
            /** @description the code is unknown, used or too old */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description the TF card is not registered, revoked, or of another kind */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description too many attempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    handInMeterWorks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeterWorkBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeterWorksKept"];
                };
            };
            /** @description what no terminal could have recorded */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    handInSealed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SealedBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SealedResults"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description too many at once */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    endTerminalSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    openTerminalSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description challenge or signature is wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description terminal or card has lost its rights */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description the card is none of an operator's */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description too many attempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
}
